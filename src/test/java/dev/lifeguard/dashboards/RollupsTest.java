package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What can happen to the roll-ups, one case at a time: every dashboard still equals the raw tables.
class RollupsTest {
    private static final Period ALL = new Period(
            Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"), Bucket.MONTH, ZoneOffset.UTC);
    private static final String FOLD = "select fold_rollups(5000)";

    private static final List<String> OF_ORDERS =
            List.of("order_deltas", "order_cells", "customer_totals", "customer_months", "cohort_cells");
    private static final List<String> OF_CUSTOMERS =
            List.of("customer_deltas", "customer_cells", "customer_kinds", "customer_status_changes");

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = new TestDatabase("rollups");
    }

    @AfterAll
    static void drop() throws SQLException {
        database.execute("drop owned by clerk; drop role clerk");
        database.close();
    }

    @BeforeEach
    void insertCustomersAndOrders() throws SQLException {
        database.execute("""
                truncate customers cascade;
                insert into customers (id, name, email, status, created_at)
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Somebody', n || '@example.com',
                       'active', timestamptz '2025-01-01 00:00:00+00' + interval '1 day' * n
                  from generate_series(1, 40) as n;
                insert into orders (id, customer_id, status, amount_cents, placed_at)
                select gen_random_uuid(), id, 'paid', 100, created_at + interval '1 day' * n
                  from customers, generate_series(1, 40) as n
                """);
    }

    @Test
    void aBackendThatIsKilledWhileItFoldsLeavesEveryFigureRight() throws Exception {
        try (Connection watching = database.connect();
                Connection folding = database.connect();
                Statement fold = folding.createStatement()) {
            folding.setAutoCommit(false);
            fold.execute(FOLD);
            int pid = number(fold, "select pg_backend_pid()");
            database.execute("select pg_terminate_backend(" + pid + ", 5000)");
            assertThatThrownBy(() -> fold.execute("select 1")).isInstanceOf(SQLException.class);

            Oracle.check(watching, ALL);
            database.execute(FOLD);
            Oracle.check(watching, ALL);
            assertThat(RollupsPropertyTest.rows(watching, "order_deltas")).isZero();
        }
    }

    @Test
    void aFoldThatTimesOutLeavesEveryFigureRight() throws Exception {
        try (Connection blocking = database.connect();
                Statement lock = blocking.createStatement();
                Connection folding = database.connect();
                Statement fold = folding.createStatement()) {
            blocking.setAutoCommit(false);
            lock.execute("lock table customer_totals in exclusive mode");
            fold.execute("set statement_timeout = '50ms'");
            assertThatThrownBy(() -> fold.execute(FOLD)).hasMessageContaining("statement timeout");
            blocking.rollback();

            Oracle.check(blocking, ALL);
            assertThat(RollupsPropertyTest.rows(blocking, "order_deltas")).isEqualTo(1600);
        }
    }

    @Test
    void aFoldReturnsAtOnceDuringARebuildAndConcurrentChangesCount() throws Exception {
        try (Connection rebuilding = database.connect();
                Statement rebuild = rebuilding.createStatement();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            rebuilding.setAutoCommit(false);
            rebuilding.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            rebuild.execute("lock table rollup_lock in exclusive mode");
            rebuild.execute("select rebuild_rollups()");
            statement.execute("set statement_timeout = '5s'");

            assertThat(number(statement, FOLD)).isZero();
            statement.execute(
                    "update orders set status = 'refunded' where amount_cents = 100 and placed_at < '2025-02-01'");
            Oracle.check(other, ALL);
            rebuilding.commit();

            Oracle.check(other, ALL);
            assertThat(number(statement, FOLD)).isPositive();
            Oracle.check(other, ALL);
        }
    }

    @Test
    void changesCountAlthoughTheRoleMayNotWriteRollups() throws Exception {
        database.execute("""
                create role clerk;
                grant select, insert, update, delete, truncate on customers, orders to clerk;
                grant create on schema public to clerk
                """);
        try (Connection clerk = database.connect();
                Statement statement = clerk.createStatement()) {
            statement.execute("set role clerk");
            statement.execute("""
                    insert into customers (id, name, email, status, created_at)
                    select gen_random_uuid(), 'New', 'new' || n || '@example.com', 'lead', '2025-05-01'
                      from generate_series(1, 3) as n;
                    update customers set status = 'active', created_at = '2025-02-01' where email < 'new3';
                    delete from customers where email = 'new1@example.com';
                    insert into orders (id, customer_id, status, amount_cents, placed_at)
                    select gen_random_uuid(), id, 'paid', 900, '2025-06-01' from customers;
                    update orders set status = 'refunded' where amount_cents = 900;
                    delete from orders where placed_at < '2025-02-01'
                    """);
            assertThatThrownBy(() -> statement.execute("delete from order_deltas"))
                    .hasMessageContaining("permission denied");
            statement.execute(
                    "create table mine (customer_id uuid, placed_at timestamptz, status text, amount_cents int)");
            assertThatThrownBy(() -> statement.execute("""
                    create trigger forged after insert on mine for each row execute function orders_added()
                    """)).hasMessageContaining("permission denied");
            assertThat(number(statement, """
                    select count(*)::int from pg_proc
                     where prosecdef and has_function_privilege('clerk', oid, 'execute')
                    """)).isZero();
            statement.execute("reset role");
            Oracle.check(clerk, ALL);
            statement.execute("set role clerk; truncate customers cascade; reset role");
            assertEmpty(clerk, OF_ORDERS);
            assertEmpty(clerk, OF_CUSTOMERS);
        }
    }

    @Test
    void aTruncateLeavesNoRollupsBehind() throws Exception {
        try (Connection connection = database.connect()) {
            database.execute(FOLD);
            database.execute("update orders set amount_cents = 200; update customers set status = 'churned'");
            database.execute("truncate orders");
            assertEmpty(connection, OF_ORDERS);
            Oracle.check(connection, ALL);

            database.execute("truncate customers cascade");
            assertEmpty(connection, OF_CUSTOMERS);
        }
    }

    @Test
    void aRoleCannotMakeTheTriggersCallItsOwnObjects() throws Exception {
        try (Connection clerk = database.connect();
                Statement statement = clerk.createStatement()) {
            statement.execute("""
                    create schema own;
                    create table own.order_deltas (like order_deltas);
                    create table own.customer_deltas (like customer_deltas);
                    create function own.nothing(bigint) returns bigint language sql as 'select 0::bigint';
                    create operator own.- (function = own.nothing, rightarg = bigint);
                    set search_path = own, public, pg_catalog
                    """);
            statement.execute("insert into orders (id, customer_id, status, amount_cents, placed_at)"
                    + " select gen_random_uuid(), id, 'paid', 70, '2025-06-01' from customers");
            statement.execute("update orders set amount_cents = 77 where amount_cents = 70");
            statement.execute("delete from orders where amount_cents = 100");
            statement.execute(
                    "insert into customers (id, name, email) values (gen_random_uuid(), 'New', 'n@example.com')");
            statement.execute("update customers set country = 'TR'");
            statement.execute("delete from customers where name = 'New'");

            assertEmpty(clerk, List.of("own.order_deltas", "own.customer_deltas"));
            statement.execute("set search_path = public; drop schema own cascade");
            Oracle.check(clerk, ALL);
        }
    }

    @Test
    void aChangeThatNoDashboardShowsLeavesNothingToFold() throws Exception {
        try (Connection connection = database.connect()) {
            database.execute(FOLD);
            database.execute("update orders set version = version + 1, updated_at = now()");
            database.execute("update customers set notes = 'Friendly', created_at = created_at + interval '0'");

            assertEmpty(connection, List.of("order_deltas", "customer_deltas"));
        }
    }

    @Test
    void aFoldTakesAtMostTheGivenNumberOfDeltasOfEachTable() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThat(number(statement, "select fold_rollups(10)")).isEqualTo(20);
            assertThat(RollupsPropertyTest.rows(connection, "customer_deltas")).isEqualTo(70);
            assertThat(RollupsPropertyTest.rows(connection, "order_deltas")).isEqualTo(1590);
        }
    }

    @Test
    void amountsAndTimesThatRollupsCannotHoldAreRejected() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update orders set amount_cents = 1000000000000000"))
                    .hasMessageContaining("orders_amount_cents_check");
            assertThatThrownBy(() -> statement.execute("update orders set amount_cents = -1"))
                    .hasMessageContaining("orders_amount_cents_check");
            assertThatThrownBy(() -> statement.execute("update orders set placed_at = '10000-01-01 00:00+00'"))
                    .hasMessageContaining("orders_placed_at_check");
            assertThatThrownBy(() -> statement.execute("update customers set created_at = '-infinity'"))
                    .hasMessageContaining("customers_created_at_check");
        }
    }

    @Test
    void aFoldReturnsAtOnceDuringATruncate() throws Exception {
        try (Connection emptying = database.connect();
                Statement truncate = emptying.createStatement();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            emptying.setAutoCommit(false);
            statement.execute("set statement_timeout = '5s'");
            for (String locked : List.of("orders", "customers")) {
                truncate.execute("lock table " + locked + " in access exclusive mode");
                assertThat(number(statement, FOLD)).isZero();
                emptying.rollback();
            }
            truncate.execute("truncate customers cascade");
            emptying.commit();

            assertThat(number(statement, FOLD)).isZero();
            Oracle.check(other, ALL);
        }
    }

    @Test
    void aTruncateAndADashboardDoNotDeadlock() throws Exception {
        try (Connection emptying = database.connect();
                Statement truncate = emptying.createStatement();
                Connection watching = database.connect();
                Statement watch = watching.createStatement()) {
            emptying.setAutoCommit(false);
            truncate.execute("lock table orders in access exclusive mode");
            CompletableFuture<Figures> reading = CompletableFuture.supplyAsync(RollupsTest::overview);
            await().until(() -> number(watch, "select count(*)::int from pg_locks where not granted") > 0);
            truncate.execute("truncate orders");
            emptying.commit();

            assertThat(reading.join().orders()).isEmpty();
            Oracle.check(watching, ALL);
        }
    }

    @Test
    void aTruncateWithAnOlderSnapshotRemovesLaterRollupsToo() throws Exception {
        try (Connection emptying = database.connect();
                Statement truncate = emptying.createStatement();
                Connection watching = database.connect()) {
            emptying.setAutoCommit(false);
            emptying.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            truncate.execute("select 1 from orders");
            database.execute("update orders set amount_cents = 200");
            database.execute("update customers set country = 'TR', status = 'churned'");
            database.execute(FOLD);
            database.execute("update orders set amount_cents = 300");
            database.execute("update customers set country = 'DE'");
            truncate.execute("truncate customers cascade");
            emptying.commit();

            assertEmpty(watching, OF_ORDERS);
            assertEmpty(watching, OF_CUSTOMERS);
        }
    }

    @Test
    void deletedCustomersAndChangedArrivalsCount() throws Exception {
        try (Connection connection = database.connect()) {
            database.execute(FOLD);
            database.execute("delete from orders where customer_id = '00000000-0000-7000-8000-000000000007'");
            database.execute("delete from customers where id = '00000000-0000-7000-8000-000000000007'");
            database.execute("update customers set created_at = created_at - interval '2 months'");
            Oracle.check(connection, ALL);
            for (int i = 0; i < 4; i++) {
                database.execute("select fold_rollups(15)");
                Oracle.check(connection, ALL);
            }
        }
    }

    @Test
    void aCustomerWhoWasAddedAndDeletedBetweenTwoFoldsLeavesNothing() throws Exception {
        try (Connection connection = database.connect()) {
            database.execute(FOLD);
            database.execute("""
                    with came as (insert into customers (id, name, email)
                                  values (gen_random_uuid(), 'Somebody', 'came@example.com') returning id)
                    insert into orders (id, customer_id, status, amount_cents, placed_at)
                    select gen_random_uuid(), id, 'paid', 100, '2025-05-05' from came
                    """);
            database.execute("delete from orders where placed_at = '2025-05-05'");
            database.execute("delete from customers where email = 'came@example.com'");
            for (int i = 0; i < 2; i++) {
                database.execute("select fold_rollups(1)");
                Oracle.check(connection, ALL);
            }
            assertThat(RollupsPropertyTest.rows(connection, "customer_months where arrival = '-infinity'"))
                    .isZero();
        }
    }

    @Test
    void rowsThatAreUpsertedCount() throws Exception {
        try (Connection connection = database.connect()) {
            database.execute("""
                    insert into customers (id, name, email, status, country, created_at)
                    select gen_random_uuid(), 'Other', n || '@example.com', 'churned', 'TR', '2025-03-01'
                      from generate_series(30, 50) as n
                        on conflict (lower(email)) do update
                       set status = excluded.status, country = excluded.country
                    """);
            Oracle.check(connection, ALL);
            database.execute(FOLD);
            Oracle.check(connection, ALL);
        }
    }

    private static void assertEmpty(Connection connection, List<String> tables) throws SQLException {
        for (String table : tables) {
            assertThat(RollupsPropertyTest.rows(connection, table)).as(table).isZero();
        }
    }

    private static Figures overview() {
        try (Connection connection = database.connect()) {
            return Oracle.overview(connection, ALL);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
