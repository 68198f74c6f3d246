package dev.lifeguard.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Evidence that the database is the limit: with more connections in use it did no more work, and each
/// lease only took longer.
///
/// The windows with the most connections in use are compared with groups that had fewer. Medians stand
/// for each group, so that a few odd windows decide nothing. By Little's law, connections in use are
/// throughput times lease time. So when they grow, the shares of the growth (in logarithms) that went
/// into throughput and into lease time add up to 1. With a database that has capacity to spare all of
/// it goes into throughput; with a saturated one, all into lease time. One group is enough as evidence:
/// throughput may have grown from a tenth of the load to all of it, and yet not over the last third.
///
/// Random variation of lease times also changes the number of connections in use, at the same
/// throughput. So the groups must be further apart than that variation explains. The highest and the
/// lowest of 60 windows are four to five standard deviations apart by chance alone: of 100,000
/// simulated minutes at constant demand, 284 showed a limit at four deviations, 3 at five, none at six.
///
/// One thing it cannot distinguish: a shift towards longer statements looks the same. It errs on the
/// side of not growing.
record DatabaseLimit(Level before, Level after) {
    private static final int ENOUGH_WINDOWS = 3;
    private static final double[] BOUNDS = {0.75, 0.5, 0.25, 0.1, 0};
    private static final double APART = Math.log(1.25);
    private static final double DEVIATIONS = 6;
    private static final double FLAT = 0.25;
    private static final double CLIMBING = 0.6;

    /// Medians over a group of windows.
    record Level(double inUse, double throughput, double leaseMillis, double served) {
        private static Level of(List<Observation> windows) {
            return new Level(
                    median(windows, Observation::inUse),
                    median(windows, Observation::throughput),
                    median(windows, Observation::leaseMillis),
                    median(windows, Observation::served));
        }
    }

    static Optional<DatabaseLimit> seenIn(List<Observation> observations, double leaseVariation) {
        List<Observation> busy = observations.stream()
                .filter(Observation::showsWork)
                .sorted(Comparator.comparingDouble(Observation::inUse))
                .toList();
        if (busy.size() < 2 * ENOUGH_WINDOWS) {
            return Optional.empty();
        }
        double most = busy.get(busy.size() - ENOUGH_WINDOWS).inUse();
        Level after = Level.of(within(busy, BOUNDS[0] * most, Double.MAX_VALUE));
        return IntStream.range(1, BOUNDS.length)
                .mapToObj(group -> within(busy, BOUNDS[group] * most, BOUNDS[group - 1] * most))
                .filter(fewer -> fewer.size() >= ENOUGH_WINDOWS)
                .map(fewer -> new DatabaseLimit(Level.of(fewer), after))
                .filter(limit -> limit.isConvincing(leaseVariation))
                .findFirst();
    }

    private boolean isConvincing(double leaseVariation) {
        double growth = Math.log(after.inUse / before.inUse);
        double deviation = Math.sqrt(leaseVariation / Math.min(before.served, after.served));
        return growth >= Math.max(APART, DEVIATIONS * deviation)
                && Math.log(after.throughput / before.throughput) <= FLAT * growth
                && Math.log(after.leaseMillis / before.leaseMillis) >= CLIMBING * growth;
    }

    private static List<Observation> within(List<Observation> windows, double from, double below) {
        return windows.stream()
                .filter(window -> window.inUse() >= from && window.inUse() < below)
                .toList();
    }

    private static double median(List<Observation> windows, ToDoubleFunction<Observation> figure) {
        double[] sorted = windows.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
