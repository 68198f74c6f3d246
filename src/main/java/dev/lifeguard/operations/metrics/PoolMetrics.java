package dev.lifeguard.operations.metrics;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.Event;
import dev.lifeguard.history.History;
import dev.lifeguard.history.PeakInUse;
import dev.lifeguard.history.Peaks;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.PoolCounts;
import dev.lifeguard.pool.PoolTotals;
import dev.lifeguard.pool.RefusalReason;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// How busy the pool is, how requests for a connection ended, and the diagnosis that health reports.
@Singleton
class PoolMetrics implements MetricSource {
    private static final Metric CONNECTIONS =
            Metric.gauge("lifeguard_pool_connections", "Open connections, idle or in use", "state");
    private static final Metric MAX =
            Metric.gauge("lifeguard_pool_max_connections", "The most connections that the pool may open");
    private static final Metric MIN =
            Metric.gauge("lifeguard_pool_min_connections", "Connections that are kept open when idle");
    private static final Metric PEAK = Metric.gauge(
            "lifeguard_pool_peak_connections", "The most connections in use at once, over a period", "over");
    private static final Metric LANE_IN_USE =
            Metric.gauge("lifeguard_pool_lane_connections", "Connections in use by a lane", "lane");
    private static final Metric LANE_OWN =
            Metric.gauge("lifeguard_pool_lane_own_connections", "Connections that are guaranteed to a lane", "lane");
    private static final Metric LANE_MAX =
            Metric.gauge("lifeguard_pool_lane_max_connections", "The most connections that a lane may have", "lane");
    private static final Metric WAITING =
            Metric.gauge("lifeguard_pool_waiting_requests", "Requests that wait for a connection", "lane");
    private static final Metric ATTEMPTS = Metric.counter("lifeguard_pool_attempts_total", "Requests for a connection");
    private static final Metric OUTCOMES = Metric.counter(
            "lifeguard_pool_outcomes_total",
            "How requests for a connection ended: served, refused at once, timed out, cancelled by the client, or"
                    + " failed because no connection could be opened",
            "outcome");
    private static final Metric REFUSALS =
            Metric.counter("lifeguard_pool_refusals_total", "Requests that were refused at once", "lane", "reason");
    private static final Metric LEAKING = Metric.gauge(
            "lifeguard_pool_leaking_connections", "Current leases that have lasted longer than DB_POOL_LEAK_AFTER");
    private static final Metric LEAKS = Metric.counter(
            "lifeguard_pool_leaks_total", "Leases that have lasted longer than DB_POOL_LEAK_AFTER, since the start");
    private static final Metric LONGEST =
            Metric.gauge("lifeguard_pool_longest_hold_seconds", "How long the longest current lease has lasted");
    private static final Metric THREADS =
            Metric.gauge("lifeguard_pool_threads", "Database threads, at work or at rest", "state");
    private static final Metric WAKE = Metric.gauge(
            "lifeguard_pool_thread_wake_seconds",
            "How long a database thread takes to wake up, averaged over the latest times");
    private static final Metric EVENTS = Metric.counter(
            "lifeguard_pool_events_total", "Actions of operators, steps of autosizing, and incidents", "kind");
    private static final Metric STATUS =
            Metric.gauge("lifeguard_pool_status", "1 for the status that GET /health/db reports", "status");
    private static final Metric CAUSE =
            Metric.gauge("lifeguard_pool_cause", "1 for the cause of the current problem, if there is one", "cause");
    private static final Metric WARNINGS =
            Metric.gauge("lifeguard_pool_warnings", "How many warnings GET /health/db reports");

    private final PoolView pool;
    private final PoolCounts counts;
    private final Ledger ledger;
    private final Peaks peaks;
    private final History history;
    private final Clock clock;

    PoolMetrics(PoolView pool, PoolCounts counts, Ledger ledger, Peaks peaks, History history, Clock clock) {
        this.pool = pool;
        this.counts = counts;
        this.ledger = ledger;
        this.peaks = peaks;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public void collect(Exposition into) {
        PoolSnapshot snapshot = pool.snapshot();
        addSize(snapshot, into);
        addDiagnosis(pool.diagnosis(snapshot), into);
        ledger.lanes().forEach(lane -> addLane(lane, into));
        addOutcomes(counts.totals(), into);
        addThreads(ledger.workers(), into);
        into.put(LEAKING, ledger.leaks());
        into.put(
                LONGEST,
                ledger.longest()
                                .map(Ledger.LongLease::held)
                                .orElse(Duration.ZERO)
                                .toNanos()
                        / 1e9);
        for (Event.Kind kind : Event.Kind.values()) {
            into.put(EVENTS, history.count(kind), kind.slug());
        }
    }

    private void addSize(PoolSnapshot snapshot, Exposition into) {
        into.put(CONNECTIONS, snapshot.available(), "idle");
        into.put(CONNECTIONS, snapshot.inUse(), "in_use");
        into.put(MAX, snapshot.maxConnections());
        into.put(MIN, snapshot.minConnections());
        PeakInUse peak = peaks.peaks(clock.instant());
        into.put(PEAK, peak.lastMinute(), "1m");
        into.put(PEAK, peak.last15Minutes(), "15m");
        into.put(PEAK, peak.sinceStart(), "start");
    }

    private static void addDiagnosis(Diagnosis diagnosis, Exposition into) {
        into.putState(STATUS, Diagnosis.Status.values(), Diagnosis.Status::slug, diagnosis.status());
        for (Cause cause : Cause.values()) {
            into.put(CAUSE, diagnosis.cause().filter(cause::equals).isPresent(), cause.slug());
        }
        into.put(WARNINGS, diagnosis.warnings().size());
    }

    private void addLane(Ledger.LaneUse use, Exposition into) {
        String lane = use.lane().slug();
        into.put(LANE_IN_USE, use.inUse(), lane);
        into.put(LANE_OWN, use.own(), lane);
        into.put(LANE_MAX, use.most(), lane);
        into.put(WAITING, use.waiting(), lane);
        for (RefusalReason reason : RefusalReason.values()) {
            into.put(REFUSALS, counts.refusals(use.lane(), reason), lane, reason.slug());
        }
    }

    private static void addOutcomes(PoolTotals totals, Exposition into) {
        into.put(ATTEMPTS, totals.attempts());
        into.put(OUTCOMES, totals.served(), "served");
        into.put(OUTCOMES, totals.refusals(), "refused");
        into.put(OUTCOMES, totals.timeouts(), "timed_out");
        into.put(OUTCOMES, totals.cancellations(), "cancelled");
        into.put(OUTCOMES, totals.failures(), "failed");
        into.put(LEAKS, totals.heldTooLong());
    }

    private static void addThreads(Ledger.Workers workers, Exposition into) {
        into.put(THREADS, workers.atWork(), "at_work");
        into.put(THREADS, workers.threads() - workers.atWork(), "at_rest");
        into.put(WAKE, workers.wakeUs() / 1e6);
    }
}
