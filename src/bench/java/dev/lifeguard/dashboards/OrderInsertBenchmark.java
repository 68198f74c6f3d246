package dev.lifeguard.dashboards;

import dev.lifeguard.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// Measures what roll-ups cost a writer: 16 writers insert one order after the other, each in a
/// transaction of its own that is on disk when it returns. Rounds alternate between triggers with
/// folding, and neither.
///
/// Arguments: the number of rounds (31), and the seconds of each half of a round (2). Many short rounds
/// are better than few long ones: on a shared machine, a slow period of a few seconds would otherwise
/// distort one half only.
public final class OrderInsertBenchmark {
    private static final int WRITERS = 16;
    private static final int CUSTOMERS = 1_000;
    private static final int BATCH = 10_000;
    private static final int FOLDS = 6;

    private final ManyOrders database;
    private final Duration half;

    private OrderInsertBenchmark(ManyOrders database, Duration half) {
        this.database = database;
        this.half = half;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 31;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        try (PostgresServer server = PostgresServer.start()) {
            server.with("fsync", "on")
                    .with("shared_buffers", "1GB")
                    .with("max_wal_size", "4GB")
                    .restart();
            ManyOrders database = ManyOrders.fill(server, CUSTOMERS * 100);
            new OrderInsertBenchmark(database, Duration.ofSeconds(seconds)).measure(rounds);
        }
    }

    private void measure(int rounds) throws Exception {
        List<Double> losses = new ArrayList<>();
        perSecond(true);
        System.out.println("| round | without, inserts/s | with, inserts/s | lost |\n|--:|--:|--:|--:|");
        for (int round = 1; round <= rounds; round++) {
            boolean withFirst = round % 2 == 0;
            double first = perSecond(withFirst);
            double second = perSecond(!withFirst);
            double with = withFirst ? first : second;
            double without = withFirst ? second : first;
            losses.add(100 * (without - with) / without);
            System.out.println(String.format(
                    Locale.ROOT, "| %d | %,.0f | %,.0f | %.1f %% |", round, without, with, losses.getLast()));
        }
        Collections.sort(losses);
        System.out.println(String.format(
                Locale.ROOT,
                "lost: median %.1f %%, half of the rounds between %.1f and %.1f %%",
                losses.get(rounds / 2),
                losses.get(rounds / 4),
                losses.get(rounds - 1 - rounds / 4)));
    }

    private double perSecond(boolean triggers) throws Exception {
        execute("alter table orders " + (triggers ? "enable" : "disable") + " trigger user");
        long end = System.nanoTime() + half.toNanos();
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            all.add(() -> insert(end));
        }
        if (triggers) {
            all.add(() -> fold(end));
        }
        int inserted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            for (Future<Integer> done : threads.invokeAll(all)) {
                inserted += done.get();
            }
        }
        execute("select fold_rollups(1000000)");
        execute("vacuum order_deltas");
        return inserted / (half.toNanos() / 1e9);
    }

    private int insert(long end) throws SQLException {
        int inserted = 0;
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into orders (id, customer_id, status, amount_cents)
                        values (gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad(?::text, 12, '0'))::uuid, 'pending', ?)
                        returning id
                        """)) {
            while (System.nanoTime() < end) {
                insert.setInt(1, 1 + ThreadLocalRandom.current().nextInt(CUSTOMERS));
                insert.setLong(2, ThreadLocalRandom.current().nextInt(20_000));
                insert.executeQuery().close();
                inserted++;
            }
        }
        return inserted;
    }

    private int fold(long end) throws SQLException, InterruptedException {
        try (Connection connection = database.connect();
                PreparedStatement fold = connection.prepareStatement("select fold_rollups(" + BATCH + ")")) {
            while (System.nanoTime() < end) {
                Thread.sleep(half.dividedBy(FOLDS));
                while (folded(fold) == BATCH) {}
            }
        }
        return 0;
    }

    private static int folded(PreparedStatement fold) throws SQLException {
        try (ResultSet row = fold.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
