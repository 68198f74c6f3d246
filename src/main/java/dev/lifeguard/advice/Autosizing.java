package dev.lifeguard.advice;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeguard.advice.Advice.Verdict;
import dev.lifeguard.advice.Decision.Resize;
import dev.lifeguard.advice.Decision.Stay;
import dev.lifeguard.advice.Decision.Suggest;
import dev.lifeguard.advice.SizingState.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Adjusts the maximum of the pool to the advice, within bounds and in steps. A pure state machine: it
/// takes a state and a time, and returns a decision and the next state; the caller carries the decision
/// out.
///
/// To avoid oscillation it grows as soon as more connections are needed, but shrinks only when a
/// quarter less (and at least two less) has been enough for all of `shrinkAfter`, and then not below
/// the most that was needed in that time.
///
/// @param floor the lowest maximum
/// @param ceiling the highest maximum
public record Autosizing(Mode mode, int floor, int ceiling, AutosizingPace pace) {
    /// Whether decisions are made (`ADVISE`), and also carried out (`ON`).
    public enum Mode {
        OFF,
        ADVISE,
        ON;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A floor of 0 counts as 1: the minimum of a pool may be 0, its maximum may not.
    public Autosizing {
        Checks.atLeast(0, "floor", floor);
        Checks.atLeast(Math.max(1, floor), "ceiling", ceiling);
        floor = Math.max(1, floor);
    }

    /// A decision, and the state after it.
    public record Outcome(SizingState state, Decision decision) {}

    /// The server refused another connection (SQLState 53300) while `open` were open. Shrinks to that
    /// number at once, without a cool-down, and stays there for a while: repeated attempts could take
    /// connections from other pods.
    public Outcome refused(SizingState state, int open, Instant now) {
        if (mode == Mode.OFF) {
            return stay(state, "Autosizing is off.");
        }
        int most = Math.clamp(Math.min(open, state.size()), floor, ceiling);
        SizingState refused = state.refusedAt(new Refused(most, now.plus(pace.refusedFor())));
        String why = "the server refused another connection with %d open".formatted(open);
        if (most == state.size()) {
            return stay(refused, "The maximum stays at %d: %s.".formatted(most, why));
        }
        return step(refused, most, why, now);
    }

    /// Takes one step towards the advice, or says why it does not.
    public Outcome follow(SizingState state, Advice advice, Instant now) {
        if (mode == Mode.OFF) {
            return stay(state, "Autosizing is off.");
        }
        SizingState current = state.at(now);
        if (advice.verdict() == Verdict.DATABASE_IS_THE_LIMIT) {
            return stay(current.withoutLowDemand(), "The database is the limit: more connections would not help.");
        }
        if (advice.verdict() == Verdict.NOT_ENOUGH_TRAFFIC || advice.confidence() == Confidence.LOW) {
            return stay(current, "There is too little traffic to judge.");
        }
        return towards(advice.recommended().maxConnections(), current, now);
    }

    private Outcome towards(int advised, SizingState state, Instant now) {
        int ceilingNow = state.refused().map(Refused::most).orElse(ceiling);
        int wanted = Math.clamp(advised, floor, Math.max(floor, ceilingNow));
        if (wanted > state.size()) {
            return grow(state.withoutLowDemand(), wanted, now);
        }
        if (Advisor.isFarTooLarge(state.size(), wanted) || state.size() > ceiling) {
            return shrink(state.withLowDemand(wanted, now), now);
        }
        return stay(state.withoutLowDemand().withoutSuggestion(), unchanged(state, advised));
    }

    private Outcome grow(SizingState state, int wanted, Instant now) {
        Optional<Duration> left = state.untilStep(pace.growAfter(), now);
        if (left.isPresent()) {
            return stay(
                    state, "%d are needed; the next step is possible in %d s.".formatted(wanted, seconds(left.get())));
        }
        int to = Math.clamp(Math.min(wanted, AutosizingPace.grown(state.size())), floor, ceiling);
        return step(state, to, "%d are needed".formatted(wanted), now);
    }

    private Outcome shrink(SizingState state, Instant now) {
        SizingState.LowDemand lowDemand = state.lowDemand().orElseThrow();
        Duration lasted = Duration.between(lowDemand.since(), now);
        if (lasted.compareTo(pace.shrinkAfter()) < 0) {
            return stay(
                    state,
                    "%d have been enough for %d s; the maximum shrinks after %d s."
                            .formatted(
                                    lowDemand.most(),
                                    lasted.toSeconds(),
                                    pace.shrinkAfter().toSeconds()));
        }
        int to = Math.clamp(Math.max(lowDemand.most(), AutosizingPace.shrunk(state.size())), floor, ceiling);
        return step(state, to, "%d have been enough for %d s".formatted(lowDemand.most(), lasted.toSeconds()), now);
    }

    private Outcome step(SizingState state, int to, String why, Instant now) {
        if (mode == Mode.ADVISE) {
            String reason = "The maximum would go from %d to %d: %s.".formatted(state.size(), to, why);
            return state.hasSuggested(to)
                    ? stay(state, reason)
                    : new Outcome(state.suggesting(to), new Suggest(state.size(), to, reason));
        }
        String reason = "The maximum goes from %d to %d: %s.".formatted(state.size(), to, why);
        return new Outcome(state.resized(to, now), new Resize(state.size(), to, reason));
    }

    private static String unchanged(SizingState state, int advised) {
        return state.refused()
                .filter(refused -> advised > refused.most())
                .map(refused -> "%d are needed, but the server refused more than %d; the next attempt is at %s."
                        .formatted(advised, refused.most(), refused.until()))
                .orElse("The maximum stays at %d: %d are needed.".formatted(state.size(), advised));
    }

    private static Outcome stay(SizingState state, String reason) {
        return new Outcome(state, new Stay(reason));
    }

    private static long seconds(Duration left) {
        return left.plusMillis(999).toSeconds();
    }
}
