package dev.lifeguard.http;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Paths;

/// Describes the framework's own routes in the OpenAPI document, in the style of the others.
final class FrameworkRoutes {
    private static final List<String> TAG = List.of("Health");
    private static final Map<String, List<String>> PROBES = Map.of(
            "/health/live", List.of("getLiveness", "Liveness probe: the process answers"),
            "/health/ready", List.of("getReadiness", "Readiness probe: the pod may get requests"),
            "/health/started", List.of("getStartup", "Startup probe: migrations are done and the pool is warm"));

    private FrameworkRoutes() {}

    static void describe(Paths paths) {
        paths.removePathItem("/q/health");
        PROBES.forEach((path, texts) -> {
            var item = paths.getPathItem(path);
            if (item != null && item.getGET() != null) {
                item.getGET()
                        .operationId(texts.getFirst())
                        .summary(texts.getLast())
                        .description(null)
                        .tags(TAG);
            }
        });
        paths.addPathItem(
                "/metrics",
                OASFactory.createPathItem()
                        .GET(OASFactory.createOperation()
                                .operationId("getMetrics")
                                .summary("Metrics for Prometheus")
                                .tags(TAG)
                                .responses(OASFactory.createAPIResponses()
                                        .addAPIResponse(
                                                "200",
                                                OASFactory.createAPIResponse()
                                                        .description("OK")
                                                        .content(OASFactory.createContent()
                                                                .addMediaType(
                                                                        "text/plain",
                                                                        OASFactory.createMediaType()
                                                                                .schema(ProblemResponses.text())))))));
    }
}
