package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// While several sessions write, fold, roll back and rebuild at random, every dashboard equals the raw
/// tables at every moment.
class RollupsPropertyTest {
    private static final int WRITERS = 4;
    private static final int CHANGES = 12;
    private static final List<String> ORDER_STATUSES = List.of("pending", "paid", "refunded", "cancelled");
    private static final List<String> CUSTOMER_STATUSES = List.of("lead", "active", "inactive", "churned");
    private static final List<String> COUNTRIES = List.of("'TR'", "'DE'", "null");

    private static TestDatabase database;

    @BeforeContainer
    static void create() throws SQLException {
        database = new TestDatabase("rollups_property");
    }

    @AfterContainer
    static void drop() throws SQLException {
        database.close();
    }

    @Property(tries = 8)
    void everyDashboardEqualsTheRawTablesAtEveryMoment(@ForAll long seed) throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(seed + writer);
            all.add(() -> write(random));
        }
        all.add(() -> fold(new Random(seed - 1)));
        all.add(() -> check(new Random(seed - 2), CHANGES));
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            for (Future<Void> done : threads.invokeAll(all, 2, TimeUnit.MINUTES)) {
                done.get();
            }
        }
        check(new Random(seed - 3), 3);
    }

    private static Void write(Random random) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < CHANGES; i++) {
                connection.setAutoCommit(random.nextBoolean());
                try {
                    statement.execute(change(random));
                    if (!connection.getAutoCommit()) {
                        statement.execute(change(random));
                    }
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as(e.getMessage()).isIn("23503", "40P01", "25P02");
                }
                if (!connection.getAutoCommit()) {
                    end(connection, random);
                }
            }
        }
        return null;
    }

    private static void end(Connection connection, Random random) throws SQLException {
        if (random.nextInt(4) == 0) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    private static String change(Random random) {
        int n = 1 + random.nextInt(5);
        String some = "id in (select id from %s order by md5(id::text || '" + random.nextInt() + "') limit " + n + ")";
        return switch (random.nextInt(9)) {
            case 0, 1 -> """
                    insert into customers (id, name, email, status, country, created_at)
                    select gen_random_uuid(), 'Somebody', gen_random_uuid() || '@example.com', '%s', %s, %s
                      from generate_series(1, %d)
                    """.formatted(one(CUSTOMER_STATUSES, random), one(COUNTRIES, random), moment(random), n);
            case 2, 3, 4 ->
                """
                    insert into orders (id, customer_id, status, amount_cents, placed_at)
                    select gen_random_uuid(), id, '%s', %d, %s + interval '1 hour' * %d
                      from customers where %s
                    """.formatted(
                                one(ORDER_STATUSES, random),
                                random.nextInt(1000),
                                moment(random),
                                random.nextInt(50),
                                some.formatted("customers"));
            case 5 ->
                "update orders set status = '%s', amount_cents = %d, placed_at = %s where %s"
                        .formatted(
                                one(ORDER_STATUSES, random),
                                random.nextInt(1000),
                                random.nextBoolean() ? "placed_at" : moment(random),
                                some.formatted("orders"));
            case 6 ->
                "update customers set status = '%s', country = %s, created_at = %s where %s"
                        .formatted(
                                one(CUSTOMER_STATUSES, random),
                                one(COUNTRIES, random),
                                random.nextBoolean() ? "created_at" : moment(random),
                                some.formatted("customers"));
            case 7 -> "delete from orders where " + some.formatted("orders");
            default ->
                "delete from customers where %s and not exists (select from orders where customer_id = customers.id)"
                        .formatted(some.formatted("customers"));
        };
    }

    private static String one(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static String moment(Random random) {
        return "timestamptz '2025-01-01 00:00:00+00' + interval '1 minute' * " + random.nextInt(400 * 24 * 60);
    }

    private static Void fold(Random random) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < CHANGES; i++) {
                connection.setAutoCommit(false);
                if (random.nextInt(8) == 0) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    statement.execute("lock table rollup_lock in exclusive mode");
                    statement.execute("select rebuild_rollups()");
                } else {
                    statement.execute("select fold_rollups(" + (1 + random.nextInt(40)) + ")");
                }
                end(connection, random);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
        return null;
    }

    private static Void check(Random random, int times) throws Exception {
        try (Connection connection = database.connect()) {
            for (int i = 0; i < times; i++) {
                Oracle.check(connection, period(random));
            }
        }
        return null;
    }

    private static Period period(Random random) {
        Instant from = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(900L * random.nextInt(300 * 96));
        ZoneId zone = ZoneId.of(List.of("UTC", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe")
                .get(random.nextInt(4)));
        Bucket bucket = Bucket.values()[1 + random.nextInt(3)];
        return new Period(from, from.plusSeconds(900L * (1 + random.nextInt(200 * 96))), bucket, zone);
    }

    /// Counts the rows of a table.
    static long rows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
