package dev.lifeguard.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Headers that restrict what a browser does with a response. Those that are the same for every path are in
/// `application.properties`. A route may set others.
final class SafeHeaders {
    private static final String POLICY = "Content-Security-Policy";
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE = "default-src 'self'; frame-ancestors 'none'";
    private static final List<String> NEVER_STORED = List.of("/api", "/health", "/pool", "/metrics");

    private SafeHeaders() {}

    static void put(RoutingContext context) {
        @Nullable String path = context.request().path();
        HttpServerResponse response = context.response();
        if (path == null || !path.startsWith("/q/")) {
            response.putHeader(POLICY, "/".equals(path) ? PAGE : DATA);
        }
        if (path != null && NEVER_STORED.stream().anyMatch(path::startsWith)) {
            context.addHeadersEndHandler(written -> forbidStoring(response));
        }
    }

    private static void forbidStoring(HttpServerResponse response) {
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
