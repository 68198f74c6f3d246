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

/// What dashboards and folding cost may hang on how much has changed, and on nothing else: not on its square, and not
/// on
/// what the server knows of the tables, at which it often looked when they were empty.
class RollupPlansTest {
    private static final int CUSTOMERS = 1_000;
    private static final Pattern FOUND = Pattern.compile("actual rows=([0-9.]+) loops=([0-9]+)");
    private static final Pattern PASSED = Pattern.compile("Rows Removed by [A-Za-z ]+: ([0-9]+)");

    private static final Period YEAR = new Period(
            Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"), Bucket.MONTH, ZoneOffset.UTC);

    private static OwnDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = new OwnDatabase("folding_plan");
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @Test
    void noStepLooksAtMoreThanAFewRowsForEachChange() throws Exception {
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
                everybodyPaysForOneMore();

                isBounded(connection, DashboardSql.OVERVIEW.text(), DashboardStore.bounds(YEAR));
                isBounded(connection, DashboardSql.REVENUE.text(), DashboardStore.bounds(YEAR));
                isBounded(
                        connection,
                        DashboardSql.GROWTH.text(),
                        DashboardStore.ofGrowth(YEAR, Growth.firstCohort(YEAR), Growth.afterLastCohort(YEAR)));
                isBounded(connection, "select fold_rollups(?)", 5 * CUSTOMERS);
            }
        }
    }

    private static void everybodyPaysForOneMore() throws SQLException {
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

    /// How many rows each step of a plan found, and how many it passed over.
    private static List<Double> rows(String plan) {
        Stream<Double> found = FOUND.matcher(plan)
                .results()
                .map(step -> Double.parseDouble(step.group(1)) * Double.parseDouble(step.group(2)));
        Stream<Double> passed = PASSED.matcher(plan).results().map(step -> Double.parseDouble(step.group(1)));
        return Stream.concat(found, passed).toList();
    }
}
