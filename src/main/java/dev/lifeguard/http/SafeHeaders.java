package dev.lifeguard.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Headers that keep a browser from doing what nobody asked for. Those that are the same for every path stand in
/// `application.properties`. A route may say something else.
final class SafeHeaders {
    private static final String POLICY = "Content-Security-Policy";
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE = "default-src 'self'; frame-ancestors 'none'";
    private static final List<String> LIVE = List.of("/api", "/health", "/pool", "/metrics");

    private SafeHeaders() {}

    static void put(RoutingContext context) {
        @Nullable String path = context.request().path();
        HttpServerResponse response = context.response();
        if (path == null || !path.startsWith("/q/")) {
            response.putHeader(POLICY, "/".equals(path) ? PAGE : DATA);
        }
        if (path != null && LIVE.stream().anyMatch(path::startsWith)) {
            context.addHeadersEndHandler(written -> unlessSaid(response));
        }
    }

    private static void unlessSaid(HttpServerResponse response) {
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
