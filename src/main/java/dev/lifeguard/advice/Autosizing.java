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

/// Follows the advice with the pool's maximum, between bounds and in steps. A pure state machine: the
/// state and the moment go in, a decision and the next state come out; whoever asks carries the
/// decision out.
///
/// What keeps it from swinging: it grows when more is needed, but shrinks only when a quarter less (and
/// two less) has been enough for the whole of `shrinkAfter`, and then not below the most that was
/// needed in that time.
///
/// @param floor what the maximum never goes below
/// @param ceiling what it never goes above
public record Autosizing(Mode mode, int floor, int ceiling, AutosizingPace pace) {
    /// Whether decisions are made, and carried out.
    public enum Mode {
        OFF,
        ADVISE,
        ON;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A floor of 0 counts as 1: the minimum may be no connection, the maximum may not.
    public Autosizing {
        Checks.atLeast(0, "floor", floor);
        Checks.atLeast(Math.max(1, floor), "ceiling", ceiling);
        floor = Math.max(1, floor);
    }

    /// What comes out.
    public record Outcome(SizingState state, Decision decision) {}

    /// The server refused a further connection (SQLState 53300) while `open` were open: shrinks to
    /// those at once, cool-down or not, and stays there for a while. To ask again and again for what
    /// the server does not have would take it from the other pods.
    public Outcome refused(SizingState state, int open, Instant now) {
        if (mode == Mode.OFF) {
            return stay(state, "Autosizing is off.");
        }
        int most = Math.clamp(Math.min(open, state.size()), floor, ceiling);
        SizingState warned = state.refusedAt(new Refused(most, now.plus(pace.refusedFor())));
        String why = "the server refused a further connection with %d open".formatted(open);
        if (most == state.size()) {
            return stay(warned, "The maximum stays at %d: %s.".formatted(most, why));
        }
        return step(warned, most, why, now);
    }

    /// Goes one step towards the advice, or says why not.
    public Outcome follow(SizingState state, Advice advice, Instant now) {
        if (mode == Mode.OFF) {
            return stay(state, "Autosizing is off.");
        }
        SizingState current = state.at(now);
        if (advice.verdict() == Verdict.DATABASE_IS_THE_LIMIT) {
            return stay(current.withoutLull(), "The database is the limit: more connections would not help.");
        }
        if (advice.verdict() == Verdict.NOT_ENOUGH_TRAFFIC || advice.confidence() == Confidence.LOW) {
            return stay(current, "There is too little to judge from.");
        }
        return towards(advice.recommended().maxConnections(), current, now);
    }

    private Outcome towards(int advised, SizingState state, Instant now) {
        int ceilingNow = state.refused().map(Refused::most).orElse(ceiling);
        int wanted = Math.clamp(advised, floor, Math.max(floor, ceilingNow));
        if (wanted > state.size()) {
            return grow(state.withoutLull(), wanted, now);
        }
        if (Advisor.isFarTooLarge(state.size(), wanted) || state.size() > ceiling) {
            return shrink(state.withLull(wanted, now), now);
        }
        return stay(state.withoutLull().withoutSuggestion(), unchanged(state, advised));
    }

    private Outcome grow(SizingState state, int wanted, Instant now) {
        Optional<Duration> left = state.untilStep(pace.growAfter(), now);
        if (left.isPresent()) {
            return stay(state, "%d are needed; the next step may come in %d s.".formatted(wanted, seconds(left.get())));
        }
        int to = Math.clamp(Math.min(wanted, AutosizingPace.grown(state.size())), floor, ceiling);
        return step(state, to, "%d are needed".formatted(wanted), now);
    }

    private Outcome shrink(SizingState state, Instant now) {
        SizingState.Lull lull = state.lull().orElseThrow();
        Duration lasted = Duration.between(lull.since(), now);
        if (lasted.compareTo(pace.shrinkAfter()) < 0) {
            return stay(
                    state,
                    "%d have been enough for %d s; the maximum shrinks after %d s of that."
                            .formatted(
                                    lull.most(),
                                    lasted.toSeconds(),
                                    pace.shrinkAfter().toSeconds()));
        }
        int to = Math.clamp(Math.max(lull.most(), AutosizingPace.shrunk(state.size())), floor, ceiling);
        return step(state, to, "%d have been enough for %d s".formatted(lull.most(), lasted.toSeconds()), now);
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
                .map(refused -> "%d are needed, but the server refused more than %d; asking again from %s on."
                        .formatted(advised, refused.most(), refused.until()))
                .orElse("%d are right where %d are needed.".formatted(state.size(), advised));
    }

    private static Outcome stay(SizingState state, String reason) {
        return new Outcome(state, new Stay(reason));
    }

    private static long seconds(Duration left) {
        return left.plusMillis(999).toSeconds();
    }
}
