package dev.lifeguard.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/// Asks everybody who has figures whenever Prometheus comes. One look serves all series of a source, so that what
/// belongs together is of the same moment.
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
                .flatMap(source -> toldBy(source).families().stream())
                .toList();
    }

    /// A source that fails takes its own figures away, and not those of the others.
    private static Exposition toldBy(MetricSource source) {
        Exposition told = new Exposition();
        try {
            source.collect(told);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "figures are missing from the metrics source=%s",
                    source.getClass().getSimpleName());
        }
        return told;
    }
}
