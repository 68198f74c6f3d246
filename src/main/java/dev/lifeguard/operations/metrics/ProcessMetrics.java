package dev.lifeguard.operations.metrics;

import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import jakarta.inject.Singleton;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/// The time spent on collecting the heap, and the heap's limit. The framework has both for a JVM only: it computes
/// them from notifications and from memory pools that have a maximum, and a native binary has neither.
@Singleton
class ProcessMetrics implements MetricSource {
    private static final Metric COLLECTING =
            Metric.counter("lifeguard_process_collecting_seconds_total", "Time spent on collecting the heap");
    private static final Metric HEAP_MAX =
            Metric.gauge("lifeguard_process_heap_max_bytes", "The largest size that the heap may reach");

    @Override
    public void collect(Exposition into) {
        long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(time -> time > 0)
                .sum();
        into.put(COLLECTING, collecting / 1e3);
        into.put(HEAP_MAX, Runtime.getRuntime().maxMemory());
    }
}
