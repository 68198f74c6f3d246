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

/// Checks whether the gate uses the number of connections that gives the highest throughput. One run
/// compares it with gates that always use a fixed number of threads, under clients that submit work
/// without a pause. Each round measures all gates in another order, so that disturbances of the machine
/// affect all of them. The figures are medians over the rounds.
///
/// A row of the table is one combination of statement, pool size and number of clients. Below 0.90 the
/// gate is more than 10 % slower than the best fixed number. The best is chosen afterwards, so noise
/// counts against the gate: repeat a combination that falls short, with more rounds, before believing
/// it.
public final class LazinessBenchmark {
    private static final String[] ALL = {
        "clients=1,4,16,64,256",
        "size=2,4,10",
        "statement=short,busy,long",
        "fixed=1,2,4,6,8,10",
        "rounds=3",
        "millis=1000"
    };
    private static final Duration SETTLE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Contender(String name, ClosedLoop.Target target, double[] rates) {
        double median() {
            return LazinessBenchmark.median(rates);
        }
    }

    private final Options options;
    private final PostgresServer server;
    private final ClosedLoop loop = new ClosedLoop();

    private LazinessBenchmark(Options options, PostgresServer server) {
        this.options = options;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments, ALL);
        Uni.createFrom()
                .emitter(it -> it.complete(1))
                .await()
                .indefinitely(); // the initialisation of Mutiny is not thread-safe
        try (PostgresServer server = BenchmarkServer.start()) {
            try (Connection connection = server.connect()) {
                StatementKind.prepare(connection);
            }
            new LazinessBenchmark(options, server).measure();
        }
    }

    private void measure() throws Exception {
        System.out.println("| statement | pool | clients | gate/s | best fixed/s | with threads | ratio |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (String statement : options.words("statement")) {
            for (int size : options.numbers("size")) {
                try (RealPool lazy = pool(size, new Pace())) {
                    measure(StatementKind.valueOf(statement.toUpperCase(Locale.ROOT)), size, lazy);
                }
            }
        }
        loop.close();
    }

    private void measure(StatementKind statement, int size, RealPool lazy) throws Exception {
        List<RealPool> fixed = new ArrayList<>();
        try {
            for (int connections : options.numbers("fixed")) {
                if (connections <= size) {
                    fixed.add(pool(connections, new EagerPace()));
                }
            }
            measure(statement, size, lazy, fixed);
        } finally {
            for (RealPool each : fixed) {
                each.close();
            }
        }
    }

    private void measure(StatementKind statement, int size, RealPool lazy, List<RealPool> fixed) throws Exception {
        warm(statement, size, lazy);
        for (RealPool each : fixed) {
            warm(statement, each.gate.maxConnections(), each);
        }
        for (int clients : options.numbers("clients")) {
            Contender gate = contender("gate", target(lazy.gate));
            List<Contender> others = fixed.stream()
                    .map(each -> contender(Integer.toString(each.gate.maxConnections()), target(each.gate)))
                    .toList();
            compete(statement, clients, gate, others);
            System.out.println(row(statement, size, clients, gate, others));
        }
    }

    private void compete(StatementKind statement, int clients, Contender gate, List<Contender> others)
            throws Exception {
        for (int round = 0; round < options.number("rounds"); round++) {
            List<Contender> all = new ArrayList<>(others);
            all.addFirst(gate);
            Collections.rotate(all, round * all.size() / options.number("rounds"));
            for (Contender contender : all) {
                contender.rates()[round] =
                        loop.rate(contender.target(), statement::run, clients, SETTLE, time(statement));
            }
        }
    }

    /// Opens the connections and warms up the compiler.
    private void warm(StatementKind statement, int size, RealPool pool) throws Exception {
        Duration time = Duration.ofMillis(options.number("millis"));
        loop.rate(target(pool.gate), StatementKind.LONG::run, 4 * size, SETTLE, Duration.ofMillis(200));
        loop.rate(target(pool.gate), statement::run, 4 * size, SETTLE, time.multipliedBy(2));
    }

    /// Long statements get twice the time: twenty of them, as many as fit into a second, cannot show a
    /// difference of 10 %.
    private Duration time(StatementKind statement) {
        return Duration.ofMillis(options.number("millis")).multipliedBy(statement == StatementKind.LONG ? 2 : 1);
    }

    private Contender contender(String name, ClosedLoop.Target target) {
        return new Contender(name, target, new double[options.number("rounds")]);
    }

    private RealPool pool(int size, Pace howFast) throws Exception {
        RealPool.Settings settings = RealPool.Settings.of("bench", size).acquireWithin(PATIENCE);
        return new RealPool(settings, server.url(), howFast);
    }

    private static ClosedLoop.Target target(Gate gate) {
        return (work, done) -> gate.run(work)
                .subscribe()
                .with(value -> done.accept(value, null), failure -> done.accept(null, failure));
    }

    private static String row(StatementKind statement, int size, int clients, Contender gate, List<Contender> others) {
        Contender best = others.stream()
                .max(Comparator.comparingDouble(Contender::median))
                .orElseThrow();
        double ratio = median(IntStream.range(0, best.rates().length)
                .mapToDouble(round -> gate.rates()[round] / best.rates()[round])
                .toArray());
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %,.0f | %,.0f | %s | %.2f%s |",
                statement.name().toLowerCase(Locale.ROOT),
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
