package dev.lifeguard.pool;

import dev.lifeguard.metrics.Distribution;
import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.pool.OpenLoop.Measured;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Whether waits are as long as the advice says. Drives the real gate and pool with arrivals and holds of several
/// kinds, at several utilisations, and prints measured waits beside those predicted from the measured rate, holds
/// and their variations.
///
/// The utilisation is met by measuring the holds first and choosing the rate from them. A row is only as good as it
/// is long: 20 s at 85 % leave the 95th percentile uncertain by a third or so, bursts even more.
public final class AdviceBenchmark {
    private static final String[] ALL = {
        "arrivals=poisson,bursty",
        "holds=exponential,constant,heavy",
        "utilisation=50,70,85",
        "size=4,10",
        "mean=20",
        "seconds=20",
        "seed=1"
    };
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double CALM = 0.3;

    private final Choice choice;
    private final Duration meanHold;
    private final RandomGenerator random;

    private AdviceBenchmark(Choice choice) {
        this.choice = choice;
        this.meanHold = Duration.ofMillis(choice.number("mean"));
        this.random = new Random(choice.number("seed"));
    }

    public static void main(String[] arguments) throws Exception {
        AdviceBenchmark benchmark = new AdviceBenchmark(Choice.of(arguments, ALL));
        try (PostgresServer server = ServerForOneRun.start()) {
            benchmark.measure(server);
        }
    }

    private void measure(PostgresServer server) throws Exception {
        System.out.println("| arrivals | holds | pool | utilisation | per second | ca² | hold ms | cs²"
                + " | mean wait ms | predicted | p50 | p95 | predicted | p95: predicted/measured | failed |");
        System.out.println("|---|---|" + "--:|".repeat(13));
        for (int size : choice.numbers("size")) {
            try (RealPool pool =
                    new RealPool(RealPool.Settings.of("bench", size).acquireWithin(PATIENCE), server.url())) {
                for (String holds : choice.words("holds")) {
                    measure(pool, size, Distribution.valueOf(holds.toUpperCase(Locale.ROOT)));
                }
            }
        }
    }

    private void measure(RealPool pool, int size, Distribution spread) throws Exception {
        OpenLoop clients = new OpenLoop(pool.gate, meanHold, spread, random);
        double calm = CALM * size / (meanHold.toNanos() / 1e9);
        Duration time = Duration.ofSeconds(choice.number("seconds"));
        Measured holds = clients.run(Arrivals.POISSON.at(calm, random), WARM_UP, time.dividedBy(4), calm);
        for (String name : choice.words("arrivals")) {
            Arrivals arrivals = Arrivals.valueOf(name.toUpperCase(Locale.ROOT));
            for (int percent : choice.numbers("utilisation")) {
                double rate = size * percent / 100.0 / (holds.holds().meanMillis() / 1000);
                Measured measured = clients.run(arrivals.at(rate, random), WARM_UP, time, rate);
                System.out.println("| %s | %s | %s".formatted(name, lower(spread), row(size, measured)));
            }
        }
    }

    private static String row(int size, Measured seen) {
        double hold = seen.holds().meanMillis();
        double arrivalVariation = seen.gaps().variation();
        double holdVariation = seen.holds().variation();
        Prediction predicted =
                Prediction.of(size, seen.perSecond(), seen.holds().mean(), holdVariation);
        List<Double> waits = seen.waits().percentiles(0.5, 0.95);
        return String.format(
                Locale.ROOT,
                "%d | %.1f %% | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %d |",
                size,
                seen.perSecond() * hold / 10 / size,
                seen.perSecond(),
                arrivalVariation,
                hold,
                holdVariation,
                seen.waits().meanMillis(),
                predicted.meanWaitMillis(),
                waits.get(0),
                waits.get(1),
                predicted.p95WaitMillis(),
                predicted.p95WaitMillis() / waits.get(1),
                seen.failed());
    }

    private static String lower(Distribution spread) {
        return spread.name().toLowerCase(Locale.ROOT);
    }
}
