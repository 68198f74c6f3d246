package dev.lifeguard.pool;

import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.pool.OpenLoop.Measured;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Compares predicted waits with measured ones. It loads the real gate and pool with several
/// distributions of arrivals and lease times, at several utilisations, and prints the measured waits
/// beside those that the advice predicts from the measured rate, lease times and variations.
///
/// To reach a utilisation, the benchmark measures lease times first and derives the rate from them.
/// Short runs are imprecise: 20 s at 85 % leave the 95th percentile uncertain by about a third, with
/// bursts even more.
public final class AdviceBenchmark {
    private static final String[] ALL = {
        "arrivals=poisson,bursty",
        "leases=exponential,constant,heavy",
        "utilisation=50,70,85",
        "size=4,10",
        "mean=20",
        "seconds=20",
        "seed=1"
    };
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double CALM = 0.3;

    private final Options options;
    private final Duration meanLease;
    private final RandomGenerator random;

    private AdviceBenchmark(Options options) {
        this.options = options;
        this.meanLease = Duration.ofMillis(options.number("mean"));
        this.random = new Random(options.number("seed"));
    }

    public static void main(String[] arguments) throws Exception {
        AdviceBenchmark benchmark = new AdviceBenchmark(Options.of(arguments, ALL));
        try (PostgresServer server = BenchmarkServer.start()) {
            benchmark.measure(server);
        }
    }

    private void measure(PostgresServer server) throws Exception {
        System.out.println("| arrivals | leases | pool | utilisation | per second | ca² | lease ms | cs²"
                + " | mean wait ms | predicted | p50 | p95 | predicted | p95: predicted/measured | failed |");
        System.out.println("|---|---|" + "--:|".repeat(13));
        for (int size : options.numbers("size")) {
            try (RealPool pool =
                    new RealPool(RealPool.Settings.of("bench", size).acquireWithin(PATIENCE), server.url())) {
                for (String leases : options.words("leases")) {
                    measure(pool, size, LeaseTimes.valueOf(leases.toUpperCase(Locale.ROOT)));
                }
            }
        }
    }

    private void measure(RealPool pool, int size, LeaseTimes leaseTimes) throws Exception {
        OpenLoop clients = new OpenLoop(pool.gate, meanLease, leaseTimes, random);
        double calm = CALM * size / (meanLease.toNanos() / 1e9);
        Duration time = Duration.ofSeconds(options.number("seconds"));
        Measured calmRun = clients.run(Arrivals.POISSON.at(calm, random), WARM_UP, time.dividedBy(4), calm);
        for (String name : options.words("arrivals")) {
            Arrivals arrivals = Arrivals.valueOf(name.toUpperCase(Locale.ROOT));
            for (int percent : options.numbers("utilisation")) {
                double rate = size * percent / 100.0 / (calmRun.leases().meanMillis() / 1000);
                Measured measured = clients.run(arrivals.at(rate, random), WARM_UP, time, rate);
                System.out.println("| %s | %s | %s".formatted(name, lower(leaseTimes), row(size, measured)));
            }
        }
    }

    private static String row(int size, Measured seen) {
        double lease = seen.leases().meanMillis();
        double arrivalVariation = seen.gaps().variation();
        double leaseVariation = seen.leases().variation();
        Prediction predicted =
                Prediction.of(size, seen.perSecond(), seen.leases().mean(), leaseVariation);
        List<Double> waits = seen.waits().percentiles(0.5, 0.95);
        return String.format(
                Locale.ROOT,
                "%d | %.1f %% | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %d |",
                size,
                seen.perSecond() * lease / 10 / size,
                seen.perSecond(),
                arrivalVariation,
                lease,
                leaseVariation,
                seen.waits().meanMillis(),
                predicted.meanWaitMillis(),
                waits.get(0),
                waits.get(1),
                predicted.p95WaitMillis(),
                predicted.p95WaitMillis() / waits.get(1),
                seen.failed());
    }

    private static String lower(LeaseTimes leaseTimes) {
        return leaseTimes.name().toLowerCase(Locale.ROOT);
    }
}
