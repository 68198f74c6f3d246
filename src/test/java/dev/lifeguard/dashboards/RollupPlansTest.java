package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The cost of dashboards and of folding may depend on the number of changes only: not on its square,
/// and not on the table statistics, which the server often collected while the tables were empty.
class RollupPlansTest {
    private static final int CUSTOMERS = 1_000;
    private static final Pattern FOUND = Pattern.compile("actual rows=([0-9.]+) loops=([0-9]+)");
    private static final Pattern FILTERED = Pattern.compile("Rows Removed by [A-Za-z ]+: ([0-9]+)");

    private static final Period YEAR = new Period(
            Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"), Bucket.MONTH, ZoneOffset.UTC);

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = new TestDatabase("folding_plan");
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @Test
    void noPlanStepReadsMoreThanTenRowsForEachChange() throws Exception {
        database.execute("vacuum analyze");
        database.execute("""
                insert into customers (id, name, email)
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Somebody', n || '@example.com'
                  from generate_series(1, %d) as n
                """.formatted(CUSTOMERS));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    "log_min_duration = 0", "log_analyze = on", "log_timing = off", "log_nested_statements = on")) {
                statement.execute("load 'auto_explain'; set auto_explain." + setting);
            }
            statement.execute("set client_min_messages = log");
            for (int round = 1; round <= 8; round++) {
                addAPaidOrderForEachCustomer();

                isBounded(connection, DashboardSql.OVERVIEW.text(), DashboardStore.bounds(YEAR));
                isBounded(connection, DashboardSql.REVENUE.text(), DashboardStore.bounds(YEAR));
                isBounded(
                        connection,
                        DashboardSql.GROWTH.text(),
                        DashboardStore.growthValues(YEAR, Growth.firstCohort(YEAR), Growth.afterLastCohort(YEAR)));
                isBounded(connection, "select fold_rollups(?)", 5 * CUSTOMERS);
            }
        }
    }

    private static void addAPaidOrderForEachCustomer() throws SQLException {
        database.execute("""
                insert into orders (id, customer_id, status, amount_cents, placed_at)
                select gen_random_uuid(), id, 'paid', 100, '2026-01-15 12:00:00+00' from customers
                """);
    }

    private static void isBounded(Connection connection, String sql, Object... values) throws SQLException {
        List<Double> steps = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
            for (SQLWarning plan = statement.getWarnings(); plan != null; plan = plan.getNextWarning()) {
                steps.addAll(rows(plan.getMessage()));
            }
        }
        assertThat(steps).as(sql).hasSizeGreaterThan(20).allMatch(rows -> rows <= 10 * CUSTOMERS);
    }

    /// How many rows each step of a plan returned, and how many it filtered out.
    private static List<Double> rows(String plan) {
        Stream<Double> found = FOUND.matcher(plan)
                .results()
                .map(step -> Double.parseDouble(step.group(1)) * Double.parseDouble(step.group(2)));
        Stream<Double> filtered = FILTERED.matcher(plan).results().map(step -> Double.parseDouble(step.group(1)));
        return Stream.concat(found, filtered).toList();
    }
}
