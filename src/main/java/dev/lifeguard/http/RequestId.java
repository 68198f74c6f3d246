package dev.lifeguard.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// The id that a request has in its answer and in each log line about it. A client may bring its own, if it is
/// sane.
@ApplicationScoped
public class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final String KEY = "request_id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int BEFORE_EVERYTHING = 1000;

    /// The id of the request that is being answered here; empty outside a request.
    public static String current() {
        Object id = MDC.get(KEY);
        return id == null ? "" : id.toString();
    }

    /// Does something on another thread under the id of the request that it is done for.
    public static <T> T callAs(String id, Callable<T> task) throws Exception {
        MDC.put(KEY, id);
        try {
            return task.call();
        } finally {
            MDC.remove(KEY);
        }
    }

    void register(@Observes Filters filters) {
        filters.register(RequestId::identify, BEFORE_EVERYTHING);
    }

    private static void identify(RoutingContext context) {
        ensure(context);
        context.next();
    }

    /// Also where a request fails before it comes to the filters.
    static void ensure(RoutingContext context) {
        if (context.response().headers().contains(HEADER)) {
            return;
        }
        String id = accepted(context.request().getHeader(HEADER));
        MDC.put(KEY, id);
        context.response().putHeader(HEADER, id);
    }

    private static String accepted(@Nullable String brought) {
        return brought != null && SANE.matcher(brought).matches() ? brought : made();
    }

    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "%016x".formatted(random.nextLong());
    }
}
