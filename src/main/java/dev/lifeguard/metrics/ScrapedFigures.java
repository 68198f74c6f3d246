package dev.lifeguard.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/// Collects the figures of each [MetricSource] when Prometheus scrapes. A source is read once for each
/// scrape, so that its series belong to the same moment.
@Singleton
class ScrapedFigures extends Collector {
    private static final Logger LOG = Logger.getLogger(ScrapedFigures.class);

    private final List<MetricSource> sources;

    ScrapedFigures(@All List<MetricSource> sources) {
        this.sources = sources;
    }

    @SuppressWarnings("deprecation") // the framework has no other registry yet
    void start(@Observes StartupEvent event, PrometheusMeterRegistry registry) {
        register(registry.getPrometheusRegistry());
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return sources.stream()
                .flatMap(source -> collectFrom(source).families().stream())
                .toList();
    }

    /// A source that fails loses its own figures, not those of the others.
    private static Exposition collectFrom(MetricSource source) {
        Exposition figures = new Exposition();
        try {
            source.collect(figures);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "a source of metrics failed; its figures are missing source=%s",
                    source.getClass().getSimpleName());
        }
        return figures;
    }
}
