package dev.lifeguard.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What requests are called in the metrics. A route is called by its template, a file or probe by its path, and
/// everything else `/other`, whatever paths and methods a client makes up: each name is a series for good, and after a
/// hundred of them the framework would count no new ones, not even our own.
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

    /// For a request that comes to no route of a resource, which would else be called by its path.
    static void name(HttpServerRequest request) {
        if (request instanceof HttpServerRequestInternal it && it.metric() instanceof HttpRequestMetric metric) {
            String path = request.path();
            metric.setTemplatePath(path != null && PATHS.contains(path) ? path : OTHER_PATH);
        }
    }

    @Override
    public Tags contribute(Context context) {
        return METHODS.contains(context.request().method().name()) ? Tags.empty() : OTHER_METHOD;
    }

    /// Counts by how long requests took, and leaves out those of unknown methods that were broken off, which nobody
    /// is asked about.
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
