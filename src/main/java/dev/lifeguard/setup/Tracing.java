package dev.lifeguard.setup;

import java.util.HashMap;
import java.util.Map;

/// Sends traces to `OTEL_EXPORTER_OTLP_ENDPOINT`. Without it no request is traced.
final class Tracing {
    private Tracing() {}

    static Map<String, String> of(Settings settings) {
        Map<String, String> properties = new HashMap<>(Map.of("quarkus.otel.sdk.disabled", "true"));
        settings.given(Setting.OTEL_EXPORTER_OTLP_ENDPOINT).ifPresent(endpoint -> {
            properties.put("quarkus.otel.sdk.disabled", "false");
            properties.put("quarkus.otel.exporter.otlp.endpoint", endpoint);
        });
        return properties;
    }
}
