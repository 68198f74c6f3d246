package dev.lifeguard.dashboards;

import dev.lifeguard.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures what an overview of 30 days costs with few orders and with many, and what the same figures
/// cost when they are counted from the raw tables.
///
/// Arguments: the numbers of orders (10,000, 1,000,000 and 10,000,000).
///
/// All sizes are measured in turn, so that other load on the machine affects all of them.
public final class OverviewBenchmark {
    private static final int WARM_UP = 50;
    private static final int TIMES = 400;
    private static final int PLAIN_TIMES = 5;

    /// Reads nothing twice, and counts only the orders of both periods by bucket. There is no index by
    /// time; the part for the best customers would not use one.
    private static final String PLAIN = """
            select (select json_agg(it) from (
                       select date_trunc('day', placed_at at time zone 'UTC'), status, count(*), sum(amount_cents)
                         from orders where placed_at >= ?::timestamptz and placed_at < ?::timestamptz
                        group by 1, 2) as it),
                   (select json_agg(it) from (
                       select date_trunc('day', created_at at time zone 'UTC'), status, country, count(*)
                         from customers group by 1, 2, 3) as it),
                   (select json_agg(it) from (
                       select customer_id, name, count(*), sum(amount_cents)
                         from orders join customers on customers.id = customer_id
                        where orders.status = 'paid'
                        group by customer_id, name order by 4 desc, 1 limit 5) as it)
            """;

    private final Period period;

    private OverviewBenchmark() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        this.period = new Period(end.minus(Duration.ofDays(30)), end, Bucket.DAY, ZoneOffset.UTC);
    }

    public static void main(String[] arguments) throws Exception {
        List<Integer> sizes = arguments.length == 0
                ? List.of(10_000, 1_000_000, 10_000_000)
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        try (PostgresServer server = PostgresServer.start()) {
            server.with("shared_buffers", "1GB").with("max_wal_size", "4GB").restart();
            new OverviewBenchmark().measure(server, sizes);
        }
    }

    private void measure(PostgresServer server, List<Integer> sizes) throws SQLException {
        Map<Integer, Connection> connections = new LinkedHashMap<>();
        for (int size : sizes) {
            connections.put(size, ManyOrders.fill(server, size).connect());
        }
        Map<Integer, List<Double>> overview =
                alternate(connections, TIMES, DashboardSql.OVERVIEW.text(), DashboardStore.bounds(period));
        Map<Integer, List<Double>> plain = alternate(
                connections,
                PLAIN_TIMES,
                PLAIN,
                period.previous().from().toString(),
                period.to().toString());
        System.out.println(
                "| orders | overview ms (median) | p95 | against the fewest | plain ms (median) | times slower |");
        System.out.println("|--:|--:|--:|--:|--:|--:|");
        double fewest = at(50, overview.get(sizes.getFirst()));
        for (int size : sizes) {
            double median = at(50, overview.get(size));
            double slow = at(50, plain.get(size));
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %,d | %.2f | %.2f | %.2f | %,.1f | %,.0f |",
                    size,
                    median,
                    at(95, overview.get(size)),
                    median / fewest,
                    slow,
                    slow / median));
        }
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }

    private static Map<Integer, List<Double>> alternate(
            Map<Integer, Connection> connections, int times, String sql, Object... values) throws SQLException {
        Map<Integer, List<Double>> millis = new LinkedHashMap<>();
        Map<Integer, PreparedStatement> statements = new LinkedHashMap<>();
        for (Map.Entry<Integer, Connection> each : connections.entrySet()) {
            PreparedStatement statement = each.getValue().prepareStatement(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statements.put(each.getKey(), statement);
            millis.put(each.getKey(), new ArrayList<>());
        }
        int warmUp = Math.min(WARM_UP, times / 4);
        for (int i = 0; i < warmUp + times; i++) {
            for (Map.Entry<Integer, PreparedStatement> each : statements.entrySet()) {
                long begun = System.nanoTime();
                each.getValue().executeQuery().close();
                if (i >= warmUp) {
                    millis.get(each.getKey()).add((System.nanoTime() - begun) / 1e6);
                }
            }
        }
        return millis;
    }

    private static double at(int percent, List<Double> all) {
        return all.stream().sorted().toList().get((all.size() - 1) * percent / 100);
    }
}
