package dev.lifeguard.work;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.concurrent.Callable;
import org.jboss.logging.MDC;

/// The request that the current thread works for. On an event loop it belongs to the Vert.x context of
/// the request; on a database thread it is set for the duration of one unit of work, so that log lines
/// have its id.
public final class CurrentRequest {
    /// The key of the id in log lines.
    public static final String LOG_KEY = "request_id";

    private static final String KEY = "lifeguard.request";

    private CurrentRequest() {}

    /// The request of the current Vert.x context; [Request#INTERNAL] outside of a request.
    public static Request get() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY, Request.INTERNAL) : Request.INTERNAL;
    }

    /// Sets the request of the current Vert.x context. Does nothing outside of one.
    public static void set(Request request) {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(KEY, request);
        }
    }

    /// Runs a task for a request on a thread that is not the request's. Log lines of the task have the
    /// id of the request.
    public static <T> T callFor(Request request, Callable<T> task) throws Exception {
        MDC.put(LOG_KEY, request.id());
        try {
            return task.call();
        } finally {
            MDC.remove(LOG_KEY);
        }
    }
}
