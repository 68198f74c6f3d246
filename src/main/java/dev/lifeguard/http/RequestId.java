package dev.lifeguard.http;

import dev.lifeguard.work.CurrentRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// The id of a request, which is in its response and in each log line about it. A client may send an id
/// of its own, if that is short and plain.
@ApplicationScoped
public class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int BEFORE_EVERYTHING = 1000;

    /// The id of the current request; empty outside a request.
    public static String current() {
        Object id = MDC.get(CurrentRequest.LOG_KEY);
        return id == null ? "" : id.toString();
    }

    void register(@Observes Filters filters) {
        filters.register(RequestId::assign, BEFORE_EVERYTHING);
    }

    private static void assign(RoutingContext context) {
        ensure(context);
        context.next();
    }

    /// Gives a request an id unless it has one. Also called for a request that fails before it reaches
    /// the filters.
    static void ensure(RoutingContext context) {
        if (context.response().headers().contains(HEADER)) {
            return;
        }
        String id = orNew(context.request().getHeader(HEADER));
        MDC.put(CurrentRequest.LOG_KEY, id);
        context.response().putHeader(HEADER, id);
    }

    private static String orNew(@Nullable String sent) {
        return sent != null && PLAIN.matcher(sent).matches() ? sent : newId();
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "%016x".formatted(random.nextLong());
    }
}
