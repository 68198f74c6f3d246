package dev.lifeguard.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
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

    static void put(@Nullable String path, HttpServerResponse response) {
        if (path == null || !path.startsWith("/q/")) {
            response.putHeader(POLICY, "/".equals(path) ? PAGE : DATA);
        }
        if (path != null && LIVE.stream().anyMatch(path::startsWith)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
