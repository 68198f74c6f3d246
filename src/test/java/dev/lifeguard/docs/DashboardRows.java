package dev.lifeguard.docs;

import dev.lifeguard.docs.GrafanaDashboard.Panel;
import dev.lifeguard.docs.GrafanaDashboard.Query;
import dev.lifeguard.docs.GrafanaDashboard.Row;
import java.util.List;

/// The rows and panels of the Grafana dashboard.
@SuppressWarnings("LineLength")
final class DashboardRows {
    private DashboardRows() {}

    static List<Row> all() {
        return List.of(glance(), pool(), waitsAndLeases(), lanes(), fleet(), http(), statements(), process());
    }

    private static Row glance() {
        return row(
                "At a glance",
                panel(
                        "Status",
                        "How many pods report healthy, warning or error",
                        "short",
                        query("sum by (status) (lifeguard_pool_status{@})", "{{status}}")),
                panel(
                        "Cause",
                        "The cause in GET /health/db, and how many pods report it",
                        "short",
                        query("sum by (cause) (lifeguard_pool_cause{@})", "{{cause}}")),
                panel(
                        "Ready pods",
                        "Ready pods, and all pods",
                        "short",
                        query("sum(lifeguard_ready{@})", "ready"),
                        query("count(lifeguard_ready{@})", "all")),
                panel(
                        "Database",
                        "The state of the database, as the pods see it",
                        "short",
                        query("sum by (state) (lifeguard_database_state{@})", "{{state}}")),
                panel(
                        "Round trip",
                        "How long the database took for a trivial query",
                        "s",
                        query("lifeguard_database_round_trip_seconds{@}", "{{pod}}")),
                panel(
                        "Events",
                        "Resizes, flushes, and incidents, in which requests got no connection",
                        "short",
                        query(
                                "sum by (kind) (increase(lifeguard_pool_events_total{@}[$__rate_interval]))",
                                "{{kind}}")));
    }

    private static Row pool() {
        return row(
                "Pool",
                panel(
                        "Connections",
                        "Open connections by state, and the most that may be open",
                        "short",
                        query("sum by (state) (lifeguard_pool_connections{@})", "{{state}}"),
                        query("sum(lifeguard_pool_max_connections{@})", "maximum"),
                        query("sum(lifeguard_pool_min_connections{@})", "minimum")),
                panel(
                        "Usage by pod",
                        "Connections in use out of the maximum",
                        "percentunit",
                        query(
                                "lifeguard_pool_connections{state=\"in_use\", @} / ignoring (state) lifeguard_pool_max_connections{@}",
                                "{{pod}}")),
                panel(
                        "Peak over a minute",
                        "The most connections in use at once, which a scrape every 30 seconds would miss",
                        "short",
                        query("lifeguard_pool_peak_connections{over=\"1m\", @}", "{{pod}}")),
                panel(
                        "Advice",
                        "The recommended and the present size of the pool",
                        "short",
                        query("max(lifeguard_advice_connections{bound=\"max\", @})", "recommended maximum"),
                        query("max(lifeguard_pool_max_connections{@})", "maximum"),
                        query("max(lifeguard_advice_offered_connections{@})", "needed on average"),
                        query("min(lifeguard_advice_room_connections{@})", "room on the server")),
                panel(
                        "Verdict of the advice",
                        "How many pods should keep, raise or lower their maximum",
                        "short",
                        query("sum by (verdict) (lifeguard_advice_verdict{@})", "{{verdict}}")),
                panel(
                        "Longest lease",
                        "How long the longest present lease has lasted",
                        "s",
                        query("max by (pod) (lifeguard_pool_longest_hold_seconds{@})", "{{pod}}")),
                panel(
                        "Leaks",
                        "Leases that lasted longer than DB_POOL_LEAK_AFTER",
                        "short",
                        query("sum by (pod) (increase(lifeguard_pool_leaks_total{@}[$__rate_interval]))", "{{pod}}"),
                        query("sum(lifeguard_pool_leaking_connections{@})", "too long now")),
                panel(
                        "Connections opened and closed",
                        "If many are opened, the minimum is too small, or connections die",
                        "cps",
                        query(
                                "sum(rate(lifeguard_pool_connection_creation_seconds_count{@}[$__rate_interval]))",
                                "opened"),
                        query("sum(rate(lifeguard_pool_connections_closed_total{@}[$__rate_interval]))", "closed"),
                        query("sum(rate(lifeguard_pool_connections_dead_total{@}[$__rate_interval]))", "found dead"),
                        query(
                                "sum(rate(lifeguard_pool_connections_not_opened_total{@}[$__rate_interval]))",
                                "not opened")),
                panel(
                        "Time to open a connection",
                        "Connecting, TLS and authentication",
                        "s",
                        query(
                                "sum(rate(lifeguard_pool_connection_creation_seconds_sum{@}[$__rate_interval])) / sum(rate(lifeguard_pool_connection_creation_seconds_count{@}[$__rate_interval]))",
                                "mean")));
    }

    private static Row waitsAndLeases() {
        return row(
                "Waits and leases",
                panel(
                        "Wait, p95 by lane",
                        "95 of 100 requests waited no longer for a connection",
                        "s",
                        query(
                                "histogram_quantile(0.95, sum by (lane, le) (rate(lifeguard_pool_wait_seconds_bucket{@}[$__rate_interval])))",
                                "{{lane}}"),
                        query("min(lifeguard_advice_target_wait_seconds{@})", "target")),
                panel(
                        "Wait, p99 by lane",
                        "99 of 100 requests waited no longer for a connection",
                        "s",
                        query(
                                "histogram_quantile(0.99, sum by (lane, le) (rate(lifeguard_pool_wait_seconds_bucket{@}[$__rate_interval])))",
                                "{{lane}}")),
                panel(
                        "Waiting",
                        "Requests that wait for a connection now",
                        "short",
                        query("sum by (lane) (lifeguard_pool_waiting_requests{@})", "{{lane}}")),
                panel(
                        "Lease, p95 by lane",
                        "95 of 100 leases lasted no longer",
                        "s",
                        query(
                                "histogram_quantile(0.95, sum by (lane, le) (rate(lifeguard_pool_hold_seconds_bucket{@}[$__rate_interval])))",
                                "{{lane}}")),
                panel(
                        "Connections in use by route",
                        "How many connections each route keeps busy on average",
                        "short",
                        query(
                                "topk(10, sum by (route) (rate(lifeguard_route_hold_seconds_sum{@}[$__rate_interval])))",
                                "{{route}}")),
                panel(
                        "Idle leases by route",
                        "The share of its lease time in which a route executed no statement",
                        "percentunit",
                        query(
                                "1 - sum by (route) (rate(lifeguard_route_execution_seconds_total{@}[$__rate_interval])) / sum by (route) (rate(lifeguard_route_hold_seconds_sum{@}[$__rate_interval]))",
                                "{{route}}")),
                panel(
                        "Mean wait by route",
                        "How long each route waits for a connection",
                        "s",
                        query(
                                "topk(10, sum by (route) (rate(lifeguard_route_wait_seconds_sum{@}[$__rate_interval])) / sum by (route) (rate(lifeguard_route_wait_seconds_count{@}[$__rate_interval])))",
                                "{{route}}")),
                panel(
                        "Waits without a connection by route",
                        "Waits that ended without a connection",
                        "reqps",
                        query(
                                "topk(10, sum by (route) (rate(lifeguard_route_waits_in_vain_total{@}[$__rate_interval])))",
                                "{{route}}")),
                panel(
                        "Threads",
                        "Database threads by state; with short statements, fewer are active than there are connections",
                        "short",
                        query("sum by (state) (lifeguard_pool_threads{@})", "{{state}}")));
    }

    private static Row lanes() {
        return row(
                "Lanes and refusals",
                panel(
                        "Connections by lane",
                        "Connections in use by each lane",
                        "short",
                        query("sum by (lane) (lifeguard_pool_lane_connections{@})", "{{lane}}")),
                panel(
                        "Lanes and their maximum shares",
                        "Connections in use out of the maximum share of the lane",
                        "percentunit",
                        query(
                                "max by (lane) (lifeguard_pool_lane_connections{@} / lifeguard_pool_lane_max_connections{@})",
                                "{{lane}}")),
                panel(
                        "Guaranteed shares",
                        "The guaranteed share of each lane, in one pod",
                        "short",
                        query("max by (lane) (lifeguard_pool_lane_own_connections{@})", "{{lane}}")),
                panel(
                        "Outcomes",
                        "How requests for a connection ended",
                        "reqps",
                        query(
                                "sum by (outcome) (rate(lifeguard_pool_outcomes_total{@}[$__rate_interval]))",
                                "{{outcome}}"),
                        query("sum(rate(lifeguard_pool_attempts_total{@}[$__rate_interval]))", "attempts")),
                panel(
                        "Refusals",
                        "Requests that were refused at once",
                        "reqps",
                        query(
                                "sum by (lane, reason) (rate(lifeguard_pool_refusals_total{@}[$__rate_interval]))",
                                "{{lane}} {{reason}}")),
                panel(
                        "Share without a connection",
                        "The value of the alert LifeguardRefusing",
                        "percentunit",
                        query(
                                "sum(rate(lifeguard_pool_outcomes_total{outcome=~\"refused|timed_out|failed\", @}[$__rate_interval])) / sum(rate(lifeguard_pool_attempts_total{@}[$__rate_interval]))",
                                "without")));
    }

    private static Row fleet() {
        return row(
                "Fleet",
                panel(
                        "Sessions against the limits",
                        "All sessions on the server, and its limits",
                        "short",
                        query("max by (of) (lifeguard_fleet_sessions{@})", "{{of}}"),
                        query("max by (limit) (lifeguard_fleet_limit_sessions{@})", "{{limit}}"),
                        query("max by (limit) (lifeguard_fleet_limit_used_sessions{@})", "used of {{limit}}")),
                panel(
                        "The fleet at its largest",
                        "What all pods could open, and the room that the server has for them",
                        "short",
                        query("max(lifeguard_fleet_largest_sessions{@})", "at its largest"),
                        query("min(lifeguard_fleet_room_sessions{@})", "room")),
                panel(
                        "Headroom",
                        "How many more sessions this service could open",
                        "short",
                        query("min(lifeguard_fleet_headroom_sessions{@})", "sessions")),
                panel(
                        "Pods",
                        "Pods with sessions on the server, and how many would fit",
                        "short",
                        query("max(lifeguard_fleet_pods{@})", "pods"),
                        query("min(lifeguard_fleet_fitting_pods{@})", "would fit")),
                panel(
                        "Known",
                        "Pods that get figures of the fleet from the server, and whether a pooler is in between",
                        "short",
                        query("sum(lifeguard_fleet_known{@})", "known"),
                        query("max(lifeguard_fleet_pooler_between{@})", "pooler between")));
    }

    private static Row http() {
        return row(
                "HTTP",
                panel(
                        "Requests by route",
                        "",
                        "reqps",
                        query(
                                "topk(15, sum by (method, uri) (rate(http_server_requests_seconds_count{@}[$__rate_interval])))",
                                "{{method}} {{uri}}")),
                panel(
                        "Responses by status",
                        "",
                        "reqps",
                        query(
                                "sum by (status) (rate(http_server_requests_seconds_count{@}[$__rate_interval]))",
                                "{{status}}")),
                panel(
                        "Share of 5xx",
                        "Without health routes, whose 503 is a regular result",
                        "percentunit",
                        query(
                                "sum(rate(http_server_requests_seconds_count{status=~\"5..\", uri!~\"/health.*\", @}[$__rate_interval])) / sum(rate(http_server_requests_seconds_count{uri!~\"/health.*\", @}[$__rate_interval]))",
                                "5xx")),
                panel(
                        "Latency, p95 by route",
                        "",
                        "s",
                        query(
                                "histogram_quantile(0.95, sum by (method, uri, le) (rate(http_server_requests_seconds_bucket{@}[$__rate_interval])))",
                                "{{method}} {{uri}}")),
                panel(
                        "Latency of all",
                        "",
                        "s",
                        query(
                                "histogram_quantile(0.5, sum by (le) (rate(http_server_requests_seconds_bucket{@}[$__rate_interval])))",
                                "p50"),
                        query(
                                "histogram_quantile(0.95, sum by (le) (rate(http_server_requests_seconds_bucket{@}[$__rate_interval])))",
                                "p95"),
                        query(
                                "histogram_quantile(0.99, sum by (le) (rate(http_server_requests_seconds_bucket{@}[$__rate_interval])))",
                                "p99")),
                panel(
                        "In flight",
                        "Open requests and connections",
                        "short",
                        query("sum(http_server_active_requests{@})", "requests"),
                        query("sum(http_server_active_connections{@})", "connections")));
    }

    private static Row statements() {
        return row(
                "Statements",
                panel(
                        "Time by statement",
                        "How many connections each statement keeps busy on average",
                        "short",
                        query(
                                "topk(10, sum by (statement) (rate(lifeguard_statement_seconds_sum{@}[$__rate_interval])))",
                                "{{statement}}")),
                panel(
                        "Executions",
                        "",
                        "ops",
                        query(
                                "topk(10, sum by (statement) (rate(lifeguard_statement_seconds_count{@}[$__rate_interval])))",
                                "{{statement}}")),
                panel(
                        "Execution, p95 by statement",
                        "Without the wait for a connection",
                        "s",
                        query(
                                "topk(10, histogram_quantile(0.95, sum by (statement, le) (rate(lifeguard_statement_seconds_bucket{@}[$__rate_interval]))))",
                                "{{statement}}")),
                panel(
                        "Mean wait by statement",
                        "For a connection, by the statement that was the first on it",
                        "s",
                        query(
                                "topk(10, sum by (statement) (rate(lifeguard_statement_wait_seconds_sum{@}[$__rate_interval])) / sum by (statement) (rate(lifeguard_statement_wait_seconds_count{@}[$__rate_interval])))",
                                "{{statement}}")),
                panel(
                        "Failures",
                        "",
                        "ops",
                        query(
                                "sum by (statement) (rate(lifeguard_statement_failures_total{@}[$__rate_interval]))",
                                "{{statement}}")),
                panel(
                        "Rows",
                        "Read or changed",
                        "short",
                        query(
                                "topk(10, sum by (statement) (rate(lifeguard_statement_rows_total{@}[$__rate_interval])))",
                                "{{statement}}")));
    }

    private static Row process() {
        return row(
                "Process",
                panel(
                        "CPU",
                        "Of one core",
                        "percentunit",
                        query("rate(process_cpu_time_ns_total{@}[$__rate_interval]) / 1e9", "{{pod}}")),
                panel(
                        "Heap",
                        "After compaction is what counts",
                        "bytes",
                        query("sum by (pod) (jvm_memory_used_bytes{area=\"heap\", @})", "{{pod}} used"),
                        query("lifeguard_process_heap_max_bytes{@}", "{{pod}} most")),
                panel(
                        "Garbage collection",
                        "Share of the time",
                        "percentunit",
                        query("rate(lifeguard_process_collecting_seconds_total{@}[$__rate_interval])", "{{pod}}")));
    }

    private static Row row(String title, Panel... panels) {
        return new Row(title, List.of(panels));
    }

    private static Panel panel(String title, String description, String unit, Query... queries) {
        return new Panel(title, description, unit, List.of(queries));
    }

    /// @param expression in which `@` stands for the selected pods
    private static Query query(String expression, String legend) {
        return new Query(expression.replace("@", "namespace=\"$namespace\", pod=~\"$pod\""), legend);
    }
}
