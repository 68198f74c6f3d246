package dev.lifeguard.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The state of autosizing between decisions.
///
/// @param size the maximum of the pool
/// @param lastStep when it was last changed
/// @param refused the size at which the server refused more, while that is still in force
/// @param lowDemand since when fewer connections have been enough
/// @param suggested the latest suggestion
public record SizingState(
        int size,
        Optional<Instant> lastStep,
        Optional<Refused> refused,
        Optional<LowDemand> lowDemand,
        Optional<Integer> suggested) {
    /// The server refused more than `most` connections; the pool keeps to that until `until`.
    public record Refused(int most, Instant until) {}

    /// Fewer connections have been enough since `since`, and `most` is the most that was needed in that
    /// time.
    public record LowDemand(Instant since, int most) {}

    public SizingState {
        Checks.atLeast(1, "size", size);
    }

    public static SizingState startingAt(int size) {
        return new SizingState(size, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Records a new size, whether autosizing or an operator set it: both count as a step.
    public SizingState resized(int to, Instant now) {
        return new SizingState(to, Optional.of(now), refused, Optional.empty(), Optional.empty());
    }

    /// Drops a refusal that is no longer in force.
    SizingState at(Instant now) {
        return new SizingState(size, lastStep, refused.filter(it -> now.isBefore(it.until())), lowDemand, suggested);
    }

    SizingState refusedAt(Refused now) {
        return new SizingState(size, lastStep, Optional.of(now), lowDemand, suggested);
    }

    SizingState suggesting(int to) {
        return new SizingState(size, lastStep, refused, lowDemand, Optional.of(to));
    }

    SizingState withoutSuggestion() {
        return new SizingState(size, lastStep, refused, lowDemand, Optional.empty());
    }

    boolean hasSuggested(int to) {
        return suggested.filter(it -> it == to).isPresent();
    }

    SizingState withLowDemand(int needed, Instant now) {
        LowDemand next = lowDemand
                .map(it -> new LowDemand(it.since(), Math.max(it.most(), needed)))
                .orElseGet(() -> new LowDemand(now, needed));
        return new SizingState(size, lastStep, refused, Optional.of(next), suggested);
    }

    SizingState withoutLowDemand() {
        return new SizingState(size, lastStep, refused, Optional.empty(), suggested);
    }

    /// How long until the next step is allowed; empty if it is allowed now.
    Optional<Duration> untilStep(Duration coolDown, Instant now) {
        return lastStep.map(step -> Duration.between(now, step.plus(coolDown))).filter(Duration::isPositive);
    }
}
