package dev.lifeguard.operations.metrics;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.OpenedAndClosed;
import dev.lifeguard.diagnosis.DatabaseState;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.PoolCounts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// The state of the database, as the monitor found it, and its connections.
@Singleton
class DatabaseMetrics implements MetricSource {
    private static final List<String> STATES = List.of("unknown", "answering", "slow", "rejecting", "unreachable");

    private static final Metric STATE = Metric.gauge(
            "lifeguard_database_state", "1 for the state of the database that the monitor found last", "state");
    private static final Metric SINCE =
            Metric.gauge("lifeguard_database_state_since_timestamp_seconds", "When the database came into this state");
    private static final Metric ROUND_TRIP = Metric.gauge(
            "lifeguard_database_round_trip_seconds",
            "How long the database took to answer the latest query of the monitor");
    private static final Metric INFO = Metric.gauge(
            "lifeguard_database_info",
            "Always 1; the labels tell the version of the server and whether TLS is on",
            "version",
            "tls");
    private static final Metric READY = Metric.gauge("lifeguard_ready", "1 while the readiness probe reports UP");
    private static final Metric OPENED = Metric.summary(
            "lifeguard_pool_connection_creation_seconds",
            "Connections that were opened, and how long opening them took");
    private static final Metric CLOSED = Metric.counter(
            "lifeguard_pool_connections_closed_total",
            "Connections that were closed: idle for too long, too old, above the maximum, or dead");
    private static final Metric DEAD =
            Metric.counter("lifeguard_pool_connections_dead_total", "Connections that were found dead");
    private static final Metric NOT_OPENED =
            Metric.counter("lifeguard_pool_connections_not_opened_total", "Failed attempts to open a connection");

    private final PoolView pool;
    private final Gate gate;
    private final PoolCounts counts;
    private final ConnectionSource connections;

    DatabaseMetrics(PoolView pool, Gate gate, PoolCounts counts, ConnectionSource connections) {
        this.pool = pool;
        this.gate = gate;
        this.counts = counts;
        this.connections = connections;
    }

    @Override
    public void collect(Exposition into) {
        DatabaseState database = pool.database();
        for (String state : STATES) {
            into.put(STATE, state.equals(name(database)), state);
        }
        into.put(SINCE, database.since().toEpochMilli() / 1e3);
        addAnswer(database, into);
        into.put(READY, gate.isOpen() && pool.isReady());
        addConnections(connections.openedAndClosed(), into);
    }

    private static String name(DatabaseState state) {
        return switch (state) {
            case DatabaseState.Unknown unknown -> "unknown";
            case DatabaseState.Answering answering -> "answering";
            case DatabaseState.Slow slow -> "slow";
            case DatabaseState.Rejecting rejecting -> "rejecting";
            case DatabaseState.Unreachable unreachable -> "unreachable";
        };
    }

    private static void addAnswer(DatabaseState state, Exposition into) {
        switch (state) {
            case DatabaseState.Answering it -> {
                into.put(ROUND_TRIP, seconds(it.roundTrip()));
                into.put(INFO, 1, it.serverVersion(), Boolean.toString(it.tls()));
            }
            case DatabaseState.Slow it -> into.put(ROUND_TRIP, seconds(it.roundTrip()));
            case DatabaseState.Unknown it -> {}
            case DatabaseState.Rejecting it -> {}
            case DatabaseState.Unreachable it -> {}
        }
    }

    private void addConnections(OpenedAndClosed sinceStart, Exposition into) {
        into.putSum(OPENED, sinceStart.created(), seconds(sinceStart.creationTime()));
        into.put(CLOSED, sinceStart.closed());
        into.put(DEAD, sinceStart.dead());
        into.put(NOT_OPENED, counts.totals().couldNotOpen());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
