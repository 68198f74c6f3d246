package dev.lifeguard.pool;

import dev.lifeguard.pool.history.Event;
import dev.lifeguard.pool.history.History;
import dev.lifeguard.pool.history.PeakInUse;
import dev.lifeguard.pool.history.Peaks;
import dev.lifeguard.pool.metrics.Exposition;
import dev.lifeguard.pool.metrics.Metric;
import dev.lifeguard.pool.metrics.MetricSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// How busy the pool is, who went without a connection, and the same verdict that health tells.
@Singleton
class PoolMetrics implements MetricSource {
    private static final Metric CONNECTIONS =
            Metric.gauge("lifeguard_pool_connections", "Open connections, idle or in use", "state");
    private static final Metric MOST =
            Metric.gauge("lifeguard_pool_max_connections", "The most connections that the pool may open");
    private static final Metric FEWEST =
            Metric.gauge("lifeguard_pool_min_connections", "Connections that are kept open when idle");
    private static final Metric PEAK = Metric.gauge(
            "lifeguard_pool_peak_connections", "The most connections that were in use at once, over a time", "over");
    private static final Metric LANE_IN_USE =
            Metric.gauge("lifeguard_pool_lane_connections", "Connections in use by a lane", "lane");
    private static final Metric LANE_OWN = Metric.gauge(
            "lifeguard_pool_lane_own_connections", "Connections that no other lane can take from a lane", "lane");
    private static final Metric LANE_MOST =
            Metric.gauge("lifeguard_pool_lane_max_connections", "The most connections that a lane can have", "lane");
    private static final Metric WAITING =
            Metric.gauge("lifeguard_pool_waiting_requests", "Requests that wait for a connection", "lane");
    private static final Metric ATTEMPTS = Metric.counter("lifeguard_pool_attempts_total", "Requests for a connection");
    private static final Metric OUTCOMES = Metric.counter(
            "lifeguard_pool_outcomes_total",
            "How requests for a connection ended: served, refused at once, timed out, cancelled by their client, or"
                    + " failed because none could be opened",
            "outcome");
    private static final Metric REFUSALS =
            Metric.counter("lifeguard_pool_refusals_total", "Requests that were refused at once", "lane", "reason");
    private static final Metric LEAKING = Metric.gauge(
            "lifeguard_pool_leaking_connections", "Connections that have been held for longer than DB_POOL_LEAK_AFTER");
    private static final Metric LEAKS = Metric.counter(
            "lifeguard_pool_leaks_total", "Connections that came to be held for longer than DB_POOL_LEAK_AFTER");
    private static final Metric LONGEST = Metric.gauge(
            "lifeguard_pool_longest_hold_seconds", "For how long the connection is held that has been held longest");
    private static final Metric THREADS =
            Metric.gauge("lifeguard_pool_threads", "Database threads, at work or at rest", "state");
    private static final Metric WAKE =
            Metric.gauge("lifeguard_pool_thread_wake_seconds", "How long a database thread takes to wake, of late");
    private static final Metric EVENTS = Metric.counter(
            "lifeguard_pool_events_total", "What was done to the pool, and incidents that befell it", "kind");
    private static final Metric STATUS =
            Metric.gauge("lifeguard_pool_status", "1 for what GET /health/db calls the pool now", "status");
    private static final Metric CAUSE =
            Metric.gauge("lifeguard_pool_cause", "1 for where the trouble is, if there is any", "cause");
    private static final Metric WARNINGS =
            Metric.gauge("lifeguard_pool_warnings", "How many warnings GET /health/db tells now");

    private final Pool pool;
    private final PoolCounts counts;
    private final Ledger ledger;
    private final Peaks peaks;
    private final History history;
    private final Clock clock;

    PoolMetrics(Pool pool, PoolCounts counts, Ledger ledger, Peaks peaks, History history, Clock clock) {
        this.pool = pool;
        this.counts = counts;
        this.ledger = ledger;
        this.peaks = peaks;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public void tell(Exposition to) {
        PoolSnapshot snapshot = pool.snapshot();
        tellSize(snapshot, to);
        tellVerdict(pool.verdict(snapshot), to);
        ledger.lanes().forEach(lane -> tellLane(lane, to));
        tellOutcomes(counts.totals(), to);
        tellThreads(ledger.workers(), to);
        to.put(LEAKING, ledger.heldTooLong());
        to.put(
                LONGEST,
                ledger.longest().map(Hints.Leak::held).orElse(Duration.ZERO).toNanos() / 1e9);
        for (Event.Kind kind : Event.Kind.values()) {
            to.put(EVENTS, history.count(kind), kind.slug());
        }
    }

    private void tellSize(PoolSnapshot snapshot, Exposition to) {
        to.put(CONNECTIONS, snapshot.available(), "idle");
        to.put(CONNECTIONS, snapshot.inUse(), "in_use");
        to.put(MOST, snapshot.maxConnections());
        to.put(FEWEST, snapshot.minConnections());
        PeakInUse peak = peaks.peaks(clock.instant());
        to.put(PEAK, peak.lastMinute(), "1m");
        to.put(PEAK, peak.last15Minutes(), "15m");
        to.put(PEAK, peak.sinceStart(), "start");
    }

    private static void tellVerdict(Verdict verdict, Exposition to) {
        to.putState(STATUS, Verdict.Status.values(), Verdict.Status::slug, verdict.status());
        for (Cause cause : Cause.values()) {
            to.put(CAUSE, verdict.cause().filter(cause::equals).isPresent(), cause.slug());
        }
        to.put(WARNINGS, verdict.warnings().size());
    }

    private void tellLane(Ledger.LaneUse use, Exposition to) {
        String lane = use.lane().slug();
        to.put(LANE_IN_USE, use.inUse(), lane);
        to.put(LANE_OWN, use.own(), lane);
        to.put(LANE_MOST, use.most(), lane);
        to.put(WAITING, use.waiting(), lane);
        for (RefusalReason reason : RefusalReason.values()) {
            to.put(REFUSALS, counts.refusals(use.lane(), reason), lane, reason.slug());
        }
    }

    private static void tellOutcomes(PoolTotals totals, Exposition to) {
        to.put(ATTEMPTS, totals.attempts());
        to.put(OUTCOMES, totals.served(), "served");
        to.put(OUTCOMES, totals.refusals(), "refused");
        to.put(OUTCOMES, totals.timeouts(), "timed_out");
        to.put(OUTCOMES, totals.cancellations(), "cancelled");
        to.put(OUTCOMES, totals.failures(), "failed");
        to.put(LEAKS, totals.heldTooLong());
    }

    private static void tellThreads(Ledger.Workers workers, Exposition to) {
        to.put(THREADS, workers.atWork(), "at_work");
        to.put(THREADS, workers.threads() - workers.atWork(), "at_rest");
        to.put(WAKE, workers.wakeUs() / 1e6);
    }
}
