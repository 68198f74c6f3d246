package dev.lifeguard.http;

import io.netty.channel.Channel;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// What this room needs from the HTTP server and cannot get through a public API of Vert.x or Quarkus.
/// It is the only class that imports their internals (see
/// `docs/decisions/0012-framework-internals.md`).
final class ServerInternals {
    private ServerInternals() {}

    /// A socket on which the server accepts connections.
    record ListeningSocket(Channel channel) {
        void close() {
            channel.close();
        }
    }

    /// The socket on which a connection was accepted.
    static Optional<ListeningSocket> listeningSocket(HttpConnection connection) {
        return connection instanceof ConnectionBase base
                ? Optional.ofNullable(base.channel().parent()).map(ListeningSocket::new)
                : Optional.empty();
    }

    /// Sets the path under which the metrics count a request, unless a route sets its template later.
    static void setMetricPath(HttpServerRequest request, String path) {
        if (request instanceof HttpServerRequestInternal it && it.metric() instanceof HttpRequestMetric metric) {
            metric.setTemplatePath(path);
        }
    }

    /// Sets the largest body that the server reads for one request, in place of
    /// `quarkus.http.limits.max-body-size`.
    static void setLargestBody(RoutingContext context, long bytes) {
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, bytes);
    }
}
