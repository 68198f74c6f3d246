package dev.lifeguard.pool;

import dev.lifeguard.fixture.PostgresServer;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Whether the gate sets as many connections to work as pay. Clients ask again as soon as they are answered; the
/// gate is compared with gates that have a fixed number of threads always at work, in one run. In each round everybody
/// has a turn, each
/// time in another order, so that what disturbs the machine disturbs all; what counts are medians over rounds.
///
/// Each row of the table is a cell: a number of clients, a pool size, a kind of statement. Below 0.90 the gate is
/// more than 10 % slower than the best fixed number. The best is chosen after the fact, so noise counts against
/// the gate: repeat a cell that falls short, with more rounds, before believing it.
public final class LazinessBenchmark {
    private static final String[] ALL = {
        "clients=1,4,16,64,256", "size=2,4,10", "pace=short,busy,long", "fixed=1,2,4,6,8,10", "rounds=3", "millis=1000"
    };
    private static final Duration SETTLE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Contender(String name, ClosedLoop.Entrance entrance, double[] rates) {
        double median() {
            return LazinessBenchmark.median(rates);
        }
    }

    private final Choice choice;
    private final PostgresServer server;
    private final ClosedLoop loop = new ClosedLoop();

    private LazinessBenchmark(Choice choice, PostgresServer server) {
        this.choice = choice;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Choice choice = Choice.of(arguments, ALL);
        Uni.createFrom()
                .emitter(it -> it.complete(1))
                .await()
                .indefinitely(); // its first use is not safe for use by several threads
        try (PostgresServer server = ServerForOneRun.start()) {
            try (Connection connection = server.connect()) {
                Errand.prepare(connection);
            }
            new LazinessBenchmark(choice, server).measure();
        }
    }

    private void measure() throws Exception {
        System.out.println("| statement | pool | clients | gate/s | best fixed/s | with threads | ratio |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (String pace : choice.words("pace")) {
            for (int size : choice.numbers("size")) {
                try (RealPool lazy = pool(size, new Pace())) {
                    measure(Errand.valueOf(pace.toUpperCase(Locale.ROOT)), size, lazy);
                }
            }
        }
        loop.close();
    }

    private void measure(Errand pace, int size, RealPool lazy) throws Exception {
        List<RealPool> fixed = new ArrayList<>();
        try {
            for (int connections : choice.numbers("fixed")) {
                if (connections <= size) {
                    fixed.add(pool(connections, new Eager()));
                }
            }
            measure(pace, size, lazy, fixed);
        } finally {
            for (RealPool each : fixed) {
                each.close();
            }
        }
    }

    private void measure(Errand pace, int size, RealPool lazy, List<RealPool> fixed) throws Exception {
        warm(pace, size, lazy);
        for (RealPool each : fixed) {
            warm(pace, each.gate.maxConnections(), each);
        }
        for (int clients : choice.numbers("clients")) {
            Contender gate = contender("gate", entrance(lazy.gate));
            List<Contender> others = fixed.stream()
                    .map(each -> contender(Integer.toString(each.gate.maxConnections()), entrance(each.gate)))
                    .toList();
            compete(pace, clients, gate, others);
            System.out.println(row(pace, size, clients, gate, others));
        }
    }

    private void compete(Errand pace, int clients, Contender gate, List<Contender> others) throws Exception {
        for (int round = 0; round < choice.number("rounds"); round++) {
            List<Contender> all = new ArrayList<>(others);
            all.addFirst(gate);
            Collections.rotate(all, round * all.size() / choice.number("rounds"));
            for (Contender contender : all) {
                contender.rates()[round] = loop.rate(contender.entrance(), pace::run, clients, SETTLE, time(pace));
            }
        }
    }

    /// Opens the connections and lets the compiler see the way through.
    private void warm(Errand pace, int size, RealPool pool) throws Exception {
        Duration time = Duration.ofMillis(choice.number("millis"));
        loop.rate(entrance(pool.gate), Errand.LONG::run, 4 * size, SETTLE, Duration.ofMillis(200));
        loop.rate(entrance(pool.gate), pace::run, 4 * size, SETTLE, time.multipliedBy(2));
    }

    /// Twenty long statements fit into a second, which is too few to tell 10 % apart.
    private Duration time(Errand pace) {
        return Duration.ofMillis(choice.number("millis")).multipliedBy(pace == Errand.LONG ? 2 : 1);
    }

    private Contender contender(String name, ClosedLoop.Entrance entrance) {
        return new Contender(name, entrance, new double[choice.number("rounds")]);
    }

    private RealPool pool(int size, Pace howFast) throws Exception {
        RealPool.Settings settings = RealPool.Settings.of("bench", size).acquireWithin(PATIENCE);
        return new RealPool(settings, server.url(), howFast);
    }

    private static ClosedLoop.Entrance entrance(Gate gate) {
        return (work, done) -> gate.run(work)
                .subscribe()
                .with(value -> done.accept(value, null), failure -> done.accept(null, failure));
    }

    private static String row(Errand pace, int size, int clients, Contender gate, List<Contender> others) {
        Contender best = others.stream()
                .max(Comparator.comparingDouble(Contender::median))
                .orElseThrow();
        double ratio = median(IntStream.range(0, best.rates().length)
                .mapToDouble(round -> gate.rates()[round] / best.rates()[round])
                .toArray());
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %,.0f | %,.0f | %s | %.2f%s |",
                pace.name().toLowerCase(Locale.ROOT),
                size,
                clients,
                gate.median(),
                best.median(),
                best.name(),
                ratio,
                ratio < 0.9 ? " (short)" : "");
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
