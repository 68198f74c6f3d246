package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Checks every figure of every dashboard with fixed rows: some of each status, on and around the
/// boundaries of periods and months. It always covers the cases that [RollupsPropertyTest] only may
/// reach.
class DashboardSqlTest {
    private static final List<Period> PERIODS = List.of(
            period("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", Bucket.MONTH, ZoneOffset.UTC),
            period("2025-02-10T18:15:00Z", "2025-03-12T18:15:00Z", Bucket.DAY, ZoneId.of("Asia/Kathmandu")),
            period("2025-01-01T05:15:00Z", "2025-01-03T07:45:00Z", Bucket.HOUR, ZoneOffset.UTC));

    /// One customer every four hours from Christmas on, and a few a year later.
    private static final String CUSTOMERS = """
            insert into customers (id, name, email, status, country, created_at)
            select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Somebody', n || '@example.com',
                   (array['lead', 'active', 'inactive', 'churned'])[1 + n % 4],
                   (array['TR', 'DE', null])[1 + n % 3],
                   case when n < 56 then timestamptz '2024-12-25 00:00:00+00' + interval '4 hours' * n
                        else timestamptz '2026-01-01 00:00:00+00' + interval '3 hours' * (n - 56) end
              from generate_series(1, 60) as n
            """;

    private static final String ORDERS = """
            insert into orders (id, customer_id, status, amount_cents, placed_at)
            select gen_random_uuid(), customers.id,
                   (array['pending', 'paid', 'refunded', 'cancelled'])[1 + (of_customer.n + k) % 4],
                   of_customer.n * 20 + k, created_at + interval '37 hours 15 minutes' * k * k
              from customers
             cross join lateral (select right(id::text, 3)::int as n) as of_customer
             cross join generate_series(0, 12) as k
            """;

    /// Changes and removes some of everything that dashboards show.
    private static final String CHANGES = """
            update orders set status = 'paid', amount_cents = amount_cents + 7 where amount_cents % 5 = 0;
            update orders set placed_at = placed_at - interval '40 days' where amount_cents % 7 = 0;
            update orders set customer_id = (select min(id::text)::uuid from customers) where amount_cents % 11 = 0;
            delete from orders where amount_cents % 13 = 0;
            delete from orders where customer_id in (select id from customers where email like '4%');
            delete from customers where email like '4%';
            insert into customers (id, name, email, status, created_at)
            select gen_random_uuid(), 'Somebody', 'late' || n || '@example.com', 'churned', '2025-01-02 08:00:00+00'
              from generate_series(1, 2) as n;
            update customers set status = 'churned' where status = 'lead';
            update customers set country = 'FR' where country = 'DE';
            update customers set created_at = created_at - interval '5 days' where status = 'active'
            """;

    private static final String LAST = """
            delete from orders where amount_cents % 2 = 0;
            insert into orders (id, customer_id, status, amount_cents, placed_at)
            select gen_random_uuid(), id, 'paid', 5, created_at + interval '3 months' from customers
            """;

    private static final String FOLD = "select fold_rollups(5000)";

    private static final List<String> STEPS = List.of(
            "truncate customers cascade",
            CUSTOMERS + ";" + ORDERS,
            "select fold_rollups(300)",
            FOLD,
            CHANGES,
            "select fold_rollups(50)",
            FOLD,
            "update orders set status = 'refunded' where status = 'paid' and amount_cents > 60",
            FOLD,
            "select rebuild_rollups()",
            "delete from orders where placed_at >= '2025-03-01' and placed_at < '2025-05-01'",
            FOLD,
            LAST,
            FOLD);

    private static final String STATUS_CHANGES = """
            select format('%s: %s %s', name, customer_status_changes.status,
                          case when at = now() then 'now' else 'on ' || to_char(at, 'YYYY-MM-DD') end) as text
              from customer_status_changes join customers on customers.id = customer_id
             where name like 'one of %'
             order by text
            """;

    private static final String STATUS_CHANGES_NOW = """
            select format('%s: %s', what, sum(n)) as text
              from customer_deltas
             where at = now()
             group by what
             order by text
            """;

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = new TestDatabase("dashboard_sql");
        database.execute(CUSTOMERS + ";" + ORDERS);
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @Test
    void everyFigureEqualsTheRawTablesAfterEachStep() throws Exception {
        try (Connection connection = database.connect()) {
            check(connection, "the first customers and orders");
            assertThat(RollupsPropertyTest.rows(connection, "customer_status_changes"))
                    .isEqualTo(30);
            for (String step : STEPS) {
                database.execute(step);
                check(connection, step);
            }
        }
    }

    @Test
    void aChangeToActiveOrChurnedIsRecordedWithItsTime() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    insert into customers (id, name, email, status, created_at)
                    select gen_random_uuid(), 'one of ' || status, status || '@example.com', status, '2025-05-05'
                      from unnest(array['lead', 'active', 'inactive', 'churned']) as status
                    """);
            statement.execute("""
                    update customers set status = 'active' where name = 'one of lead';
                    update customers set status = 'inactive' where name = 'one of active';
                    update customers set status = 'active' where name = 'one of churned';
                    update customers set status = 'churned' where name = 'one of inactive';
                    update customers set notes = 'nothing new' where name like 'one of %'
                    """);

            assertThat(texts(statement, STATUS_CHANGES))
                    .containsExactly(
                            "one of active: active on 2025-05-05",
                            "one of churned: active now",
                            "one of churned: churned on 2025-05-05",
                            "one of inactive: churned now",
                            "one of lead: active now");
            assertThat(texts(statement, STATUS_CHANGES_NOW)).containsExactly("activated: 2", "churned: 1");
            connection.rollback();
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString("text"));
            }
        }
        return texts;
    }

    private static void check(Connection connection, String step) throws SQLException {
        for (String leftover : List.of("customer_months where n = 0", "order_cells where at = '-infinity'")) {
            assertThat(RollupsPropertyTest.rows(connection, leftover))
                    .as("%s, after: %s", leftover, step)
                    .isZero();
        }
        for (Period period : PERIODS) {
            try {
                Oracle.check(connection, period);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("%s, after: %s".formatted(period, step), e);
            }
        }
    }

    private static Period period(String from, String to, Bucket bucket, ZoneId zone) {
        return new Period(Instant.parse(from), Instant.parse(to), bucket, zone);
    }
}
