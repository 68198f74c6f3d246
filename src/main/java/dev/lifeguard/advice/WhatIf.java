package dev.lifeguard.advice;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What another size would mean: one point of the curve.
///
/// @param overrun whether the load exceeds what this size can handle; then there is no wait to predict,
///     and those fields are null
public record WhatIf(
        int size,
        double utilisation,
        boolean overrun,
        @Nullable Double chanceToWait,
        @Nullable Double meanWaitMs,
        @Nullable Double p95WaitMs) {
    private static final int MOST_POINTS = 100;
    private static final int FEWEST_UNKNOWN = 20;

    static WhatIf of(int size, Load load) {
        return switch (Outlook.of(size, load)) {
            case Outlook.Overrun outlook -> new WhatIf(size, rounded(outlook.utilisation()), true, null, null, null);
            case Outlook.Steady outlook ->
                new WhatIf(
                        size,
                        rounded(outlook.utilisation()),
                        false,
                        rounded(outlook.chanceToWait()),
                        millis(outlook.meanWait()),
                        millis(outlook.p95Wait()));
        };
    }

    /// Every size from 1 to what the server has room for. Beyond 100 sizes it takes a sample at equal
    /// distances, which always includes the recommended size and the present one.
    static List<WhatIf> curve(Load load, ServerRoom room, int recommended) {
        int last = last(room, recommended);
        int even = Math.min(last, MOST_POINTS - 3);
        TreeSet<Integer> sizes = new TreeSet<>(List.of(1, recommended, Math.min(room.maxConnections(), last)));
        IntStream stream = last <= MOST_POINTS
                ? IntStream.rangeClosed(1, last)
                : IntStream.rangeClosed(1, even).map(step -> step * last / even);
        stream.forEach(sizes::add);
        return sizes.stream().map(size -> of(size, load)).toList();
    }

    private static int last(ServerRoom room, int recommended) {
        int unknown = Math.max(Math.max(FEWEST_UNKNOWN, recommended), 2 * room.maxConnections());
        return Math.min(room.largest(), room.headroom().isPresent() ? ServerRoom.LARGEST_POOL : unknown);
    }

    static double millis(Duration wait) {
        return rounded(wait.toNanos() / 1e6);
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
