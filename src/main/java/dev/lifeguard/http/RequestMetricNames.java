package dev.lifeguard.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names requests in the metrics: a route by its template, a file or probe by its path, everything else
/// `/other`. Each name makes a series that stays, and the framework counts no new names after a
/// hundred. So the paths and methods that a client makes up must not become names.
@Singleton
class RequestMetricNames implements HttpServerMetricsTagsContributor {
    private static final String REQUESTS = "http.server.requests";
    private static final String METHOD = "method";
    private static final String OTHER_PATH = "/other";
    private static final Tags OTHER_METHOD = Tags.of(METHOD, "OTHER");
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT");
    private static final Set<String> PATHS = Set.of(
            "/",
            "/metrics",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/q/openapi",
            "/lifeguard.css",
            "/lifeguard.js",
            "/lifeguard.svg");
    private static final double[] BOUNDS = Stream.of(1, 5, 25, 100, 250, 500, 1_000, 2_500, 10_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    /// Names a request by what is known before routing. Without it, a request that reaches no route
    /// would be named by its path.
    static void name(HttpServerRequest request) {
        String path = request.path();
        ServerInternals.setMetricPath(request, path != null && PATHS.contains(path) ? path : OTHER_PATH);
    }

    @Override
    public Tags contribute(Context context) {
        return METHODS.contains(context.request().method().name()) ? Tags.empty() : OTHER_METHOD;
    }

    /// Makes a histogram of the durations. Drops requests with an unknown method that were broken off, because
    /// [#contribute] is not called for them.
    @Produces
    @Singleton
    MeterFilter requests() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().equals(REQUESTS) && !isKnown(id.getTag(METHOD))
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }

            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(REQUESTS)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(BOUNDS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    private static boolean isKnown(@Nullable String method) {
        return method == null || METHODS.contains(method) || method.equals("OTHER");
    }
}
