package dev.lifeguard.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lifeguard.tasks.RecurringTasks;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens of an issuer that publishes its keys. The issuer is a loopback server that can be down,
/// redirect, or send too much.
class JwksTest {
    private static final String ISSUER = "https://issuer.example";
    private static final String AUDIENCE = "lifeguard";
    private static final long TEN_SECONDS = 10_000_000_000L;

    private final RecurringTasks tasks = new RecurringTasks();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile int status = 200;
    private volatile String published = "";
    private HttpServer issuer;
    private RsaJsonWebKey first;
    private IssuerKeys keys;
    private TokenVerifier verifier;

    @BeforeEach
    void start() throws IOException, JoseException {
        first = key("first");
        publish(first);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            byte[] body = published.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.createContext("/elsewhere", exchange -> {
            byte[] body = new JsonWebKeySet(first).toJson().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        Published settings = new Published(
                URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys"));
        keys = new IssuerKeys(settings, tasks, clock::get);
        verifier = new TokenVerifier(settings, keys);
    }

    @AfterEach
    void stop() {
        tasks.stop();
        issuer.stop(0);
    }

    @Test
    void aTokenOfTheIssuerIsValid() throws JoseException {
        keys.start();

        Awaitility.await().until(() -> isValid(token(first)));
    }

    @Test
    void anUnknownKeyTriggersAFetchAtMostEveryTenSeconds() throws JoseException {
        keys.start();
        Awaitility.await().until(() -> isValid(token(first)));
        RsaJsonWebKey second = key("second");
        clock.addAndGet(TEN_SECONDS);
        assertThat(isValid(token(second))).isFalse();
        Awaitility.await().until(() -> fetches.get() == 2);

        publish(second);
        for (int i = 0; i < 100; i++) {
            assertThat(isValid(token(second))).isFalse();
        }
        clock.addAndGet(TEN_SECONDS);

        Awaitility.await().until(() -> isValid(token(second)));
        assertThat(fetches).hasValue(3);
    }

    @Test
    void keysAreFetchedAgainIfTheIssuerIsDownAtTheStart() throws JoseException {
        status = 503;
        keys.start();
        Awaitility.await().until(() -> fetches.get() == 1);
        assertThat(isValid(token(first))).isFalse();

        status = 200;

        Awaitility.await().until(() -> {
            clock.addAndGet(TEN_SECONDS);
            return isValid(token(first));
        });
    }

    @Test
    void aRedirectIsNotFollowed() throws JoseException {
        status = 302;
        keys.start();
        Awaitility.await().until(() -> fetches.get() == 1);
        clock.addAndGet(TEN_SECONDS);
        isValid(token(first));
        Awaitility.await().until(() -> fetches.get() == 2);

        assertThat(isValid(token(first))).isFalse();
    }

    @Test
    void knownKeysAreKeptWhenTheSetBecomesTooLarge() throws JoseException {
        keys.start();
        Awaitility.await().until(() -> isValid(token(first)));

        published = " ".repeat(1_000_001) + new JsonWebKeySet(key("second")).toJson();
        clock.addAndGet(TEN_SECONDS);
        isValid(token(key("second")));
        Awaitility.await().until(() -> fetches.get() == 2);

        assertThat(isValid(token(first))).isTrue();
    }

    @Test
    void aTokenForAnotherServiceOrFromAnotherIssuerIsRefused() throws JoseException {
        keys.start();
        Awaitility.await().until(() -> isValid(token(first)));
        JwtClaims elsewhere = claims();
        elsewhere.setAudience("another");
        JwtClaims foreign = claims();
        foreign.setIssuer("https://another.example");

        assertThat(isValid(Signed.with(first, elsewhere))).isFalse();
        assertThat(isValid(Signed.with(first, foreign))).isFalse();
    }

    @Test
    void thePublicKeyIsNotAcceptedAsASecret() throws JoseException {
        keys.start();
        Awaitility.await().until(() -> isValid(token(first)));
        String forged = Signed.hmac(first.getPublicKey().getEncoded(), claims());

        assertThatThrownBy(() -> verifier.parse(forged, new JWTAuthContextInfo()))
                .isInstanceOf(ParseException.class);
    }

    private void publish(PublicJsonWebKey key) {
        published = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private boolean isValid(String token) {
        try {
            verifier.parse(token, new JWTAuthContextInfo());
            return true;
        } catch (ParseException e) {
            return false;
        }
    }

    private static RsaJsonWebKey key(String id) throws JoseException {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(id);
        return key;
    }

    private static String token(PublicJsonWebKey key) throws JoseException {
        return Signed.with(key, claims());
    }

    private static JwtClaims claims() {
        JwtClaims claims = Signed.claims(Role.OPERATOR);
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        return claims;
    }

    private record Published(URI address) implements AuthSettings {
        @Override
        public Optional<String> issuer() {
            return Optional.of(ISSUER);
        }

        @Override
        public Optional<URI> jwksUrl() {
            return Optional.of(address);
        }

        @Override
        public Optional<String> audience() {
            return Optional.of(AUDIENCE);
        }

        @Override
        public Optional<String> secret() {
            return Optional.empty();
        }
    }
}
