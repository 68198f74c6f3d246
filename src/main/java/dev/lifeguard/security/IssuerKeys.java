package dev.lifeguard.security;

import dev.lifeguard.tasks.RecurringTasks;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/// The issuer's public keys, fetched in the background and kept in memory, so that the check of a token never
/// waits for the network. A token signed with an unknown key triggers another fetch, at most every ten seconds.
///
/// Safe for use by several threads.
@ApplicationScoped
class IssuerKeys implements VerificationKeyResolver {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final String FETCHING = "fetching the issuer's keys";
    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST_RESPONSE = 1_000_000;
    private static final HttpResponse.BodyHandler<String> LIMITED =
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST_RESPONSE);

    private final Optional<URI> address;
    private final RecurringTasks tasks;
    private final LongSupplier nanos;
    private final AtomicLong lastFetch;
    private volatile List<JsonWebKey> keys = List.of();

    @Inject
    IssuerKeys(AuthSettings settings, RecurringTasks tasks) {
        this(settings, tasks, System::nanoTime);
    }

    IssuerKeys(AuthSettings settings, RecurringTasks tasks, LongSupplier nanos) {
        this.tasks = tasks;
        this.nanos = nanos;
        this.lastFetch = new AtomicLong(nanos.getAsLong() - SHORTEST_PAUSE.toNanos());
        this.address = settings.secret().isPresent() ? Optional.empty() : settings.jwksUrl();
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void start() {
        address.ifPresent(from -> tasks.repeat(FETCHING, REFRESH, () -> fetch(from)));
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        try {
            JsonWebKey key = new VerificationJwkSelector().select(signature, keys);
            if (key != null) {
                return key.getKey();
            }
        } catch (JoseException e) {
            throw new UnresolvableKeyException("the key that the token names cannot be used", e);
        }
        fetchAgain();
        throw new UnresolvableKeyException("the key that the token names is not known");
    }

    private void fetchAgain() {
        long last = lastFetch.get();
        long now = nanos.getAsLong();
        if (now - last >= SHORTEST_PAUSE.toNanos() && lastFetch.compareAndSet(last, now)) {
            address.ifPresent(from -> tasks.runOnce(FETCHING, () -> fetch(from)));
        }
    }

    /// Keeps the known keys if the fetch fails, so that tokens stay valid while the issuer is down.
    private void fetch(URI from) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        try {
            HttpRequest request = HttpRequest.newBuilder(from).build();
            HttpResponse<String> response =
                    client.sendAsync(request, LIMITED).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            keys = List.copyOf(new JsonWebKeySet(response.body()).getJsonWebKeys());
            LOG.debugf("issuer keys fetched count=%d", keys.size());
        } catch (IOException | JoseException | ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warnf("issuer keys could not be fetched from=%s reason=%s", from, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.shutdownNow();
        }
    }
}
