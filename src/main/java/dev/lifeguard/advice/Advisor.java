package dev.lifeguard.advice;

import dev.lifeguard.advice.Advice.Measured;
import dev.lifeguard.advice.Advice.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Recommends a size for the pool.
///
/// The maximum is the smallest size that keeps the p95 wait under the target at peak load. It stays as
/// it is unless it is too small, or too large by a quarter and by at least two: advice that changes
/// with each measurement is not followed.
///
/// The minimum covers the normal load, not the peak: the average number of connections in use, plus its
/// square root for the usual fluctuation (a Poisson number stays within one standard deviation five
/// times out of six). Further connections are opened when they are needed and stay open for the idle
/// timeout; keeping enough for the peak open all day would only cost the server memory.
///
/// @param target the longest time that 95 of 100 requests should wait
public record Advisor(Duration target) {
    private static final double LOWER_BELOW = 0.75;
    private static final int LOWER_BY = 2;

    public Advisor {
        Checks.atLeast(0, "target in nanoseconds", target.toNanos());
    }

    /// Gives advice from the demand of one window.
    ///
    /// @param observations the latest windows, in any order; they show whether the database is the
    ///     limit
    public Advice advise(Demand demand, ServerRoom room, List<Observation> observations) {
        if (!Confidence.isEnough(demand)) {
            return withoutTraffic(demand, room);
        }
        int needed = smallest(demand.peak());
        Optional<DatabaseLimit> limit = DatabaseLimit.seenIn(observations, demand.leaseVariation());
        Choice choice = Choice.of(needed, room, limit);
        int minimum = keepIfClose(minimum(demand.normal()), room.minConnections());
        Size size = new Size(Math.min(minimum, choice.max()), choice.max());
        Confidence confidence = Confidence.in(demand, room.maxConnections());
        List<String> reasons = new Reasons(demand, room, target).forChoice(choice, needed, size, limit);
        return advice(choice.verdict(), confidence, size, reasons, demand, room);
    }

    private Advice withoutTraffic(Demand demand, ServerRoom room) {
        int max = Math.min(room.maxConnections(), room.largest());
        Verdict verdict = max < room.maxConnections() ? Verdict.LOWER : Verdict.NOT_ENOUGH_TRAFFIC;
        Size size = new Size(Math.min(room.minConnections(), max), max);
        List<String> reasons = new Reasons(demand, room, target).withoutTraffic(verdict);
        return advice(verdict, Confidence.LOW, size, reasons, demand, room);
    }

    private Advice advice(
            Verdict verdict, Confidence confidence, Size size, List<String> reasons, Demand demand, ServerRoom room) {
        return new Advice(
                verdict,
                confidence,
                room.current(),
                size,
                room.headroom(),
                size.environment(),
                reasons,
                WhatIf.millis(target),
                Measured.of(demand),
                WhatIf.curve(demand.peak(), room, size.maxConnections()));
    }

    /// The smallest size that keeps the target; one more than the largest possible pool if none does.
    private int smallest(Load load) {
        int size = 1;
        while (size <= ServerRoom.LARGEST_POOL && !Outlook.of(size, load).keeps(target)) {
            size++;
        }
        return size;
    }

    /// Keeps the present minimum if the recommended one differs by only one.
    private static int keepIfClose(int minimum, int present) {
        return Math.abs(minimum - present) <= 1 ? Math.max(1, present) : minimum;
    }

    private static int minimum(Load normal) {
        double offered = normal.offered();
        return Math.max(1, (int) Math.ceil(offered + Math.sqrt(offered)));
    }

    /// The verdict, and the maximum that goes with it.
    record Choice(Verdict verdict, int max) {
        static Choice of(int needed, ServerRoom room, Optional<DatabaseLimit> limit) {
            int possible = Math.min(room.maxConnections(), room.largest());
            if (needed > possible && limit.isPresent()) {
                return new Choice(Verdict.DATABASE_IS_THE_LIMIT, possible);
            }
            if (needed > room.largest()) {
                return new Choice(Verdict.NO_ROOM, room.largest());
            }
            if (needed > room.maxConnections()) {
                return new Choice(Verdict.RAISE, needed);
            }
            if (isFarTooLarge(room.maxConnections(), needed)) {
                return new Choice(Verdict.LOWER, needed);
            }
            return new Choice(possible < room.maxConnections() ? Verdict.LOWER : Verdict.KEEP, possible);
        }
    }

    static boolean isFarTooLarge(int size, int needed) {
        return needed <= LOWER_BELOW * size && needed <= size - LOWER_BY;
    }
}
