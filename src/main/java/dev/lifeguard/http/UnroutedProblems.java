package dev.lifeguard.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Responds with a problem to a request that fails before it reaches a route, or has no route.
/// Otherwise the response would be a bare status.
@ApplicationScoped
class UnroutedProblems {
    private static final Logger LOG = Logger.getLogger(UnroutedProblems.class);
    private static final int[] STATUSES = {400, 401, 403, 404, 405, 406, 413, 414, 415, 431, 500, 503};

    void register(@Observes Router router) {
        for (int status : STATUSES) {
            router.errorHandler(status, context -> respond(status, context));
        }
    }

    private static void respond(int status, RoutingContext context) {
        RequestMetricNames.name(context.request());
        Throwable failure = context.failure();
        if (status >= 500 && failure != null) {
            LOG.error("request failed outside the routes", failure);
        }
        if (!context.response().ended() && !context.response().headWritten()) {
            RequestId.ensure(context);
            SafeHeaders.put(context);
            ProblemBody.send(StatusProblem.of(status), context.response());
        }
    }
}
