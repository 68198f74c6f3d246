package dev.lifeguard.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What autosizing remembers from one decision to the next.
///
/// @param size the pool's maximum
/// @param lastStep when it was last changed
/// @param refused what the server let it have, for as long as that is heeded
/// @param lull since when less has been enough
/// @param suggested what was last suggested
public record SizingState(
        int size,
        Optional<Instant> lastStep,
        Optional<Refused> refused,
        Optional<Lull> lull,
        Optional<Integer> suggested) {
    /// The server refused more than `most`; heeded until then.
    public record Refused(int most, Instant until) {}

    /// Less has been enough since then, and `most` is the most that was needed in that time.
    public record Lull(Instant since, int most) {}

    public SizingState {
        Checks.atLeast(1, "size", size);
    }

    public static SizingState startingAt(int size) {
        return new SizingState(size, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Also for whoever else gives the pool another maximum, an operator for one: it counts as a step.
    public SizingState resized(int to, Instant now) {
        return new SizingState(to, Optional.of(now), refused, Optional.empty(), Optional.empty());
    }

    /// Forgets what is over.
    SizingState at(Instant now) {
        return new SizingState(size, lastStep, refused.filter(it -> now.isBefore(it.until())), lull, suggested);
    }

    SizingState refusedAt(Refused now) {
        return new SizingState(size, lastStep, Optional.of(now), lull, suggested);
    }

    SizingState suggesting(int to) {
        return new SizingState(size, lastStep, refused, lull, Optional.of(to));
    }

    SizingState withoutSuggestion() {
        return new SizingState(size, lastStep, refused, lull, Optional.empty());
    }

    boolean hasSuggested(int to) {
        return suggested.filter(it -> it == to).isPresent();
    }

    SizingState withLull(int needed, Instant now) {
        Lull next = lull.map(it -> new Lull(it.since(), Math.max(it.most(), needed)))
                .orElseGet(() -> new Lull(now, needed));
        return new SizingState(size, lastStep, refused, Optional.of(next), suggested);
    }

    SizingState withoutLull() {
        return new SizingState(size, lastStep, refused, Optional.empty(), suggested);
    }

    /// How long a step has to wait still; empty when it may come now.
    Optional<Duration> untilStep(Duration coolDown, Instant now) {
        return lastStep.map(step -> Duration.between(now, step.plus(coolDown))).filter(Duration::isPositive);
    }
}
