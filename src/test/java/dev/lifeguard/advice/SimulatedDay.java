package dev.lifeguard.advice;

import dev.lifeguard.advice.Decision.Resize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/// A pool under a demand that comes and goes, with advice asked for and followed over and over. Counts
/// and mean holds scatter as those of Poisson arrivals and exponential holds do; whether waits stay
/// under the target is judged from the true demand, not the measured one.
final class Day {
    static final Duration TARGET = Duration.ofMillis(10);
    private static final Duration WINDOW = Duration.ofSeconds(6);
    private static final Duration HOLD = Duration.ofMillis(20);
    private static final Advisor ADVISOR = new Advisor(TARGET);

    /// When, and to which size.
    record Step(Duration at, int from, int to) {}

    final List<Step> steps = new ArrayList<>();
    private final Autosizing autosizing;
    private final Random random;
    private SizingState state;
    private Duration now = Duration.ZERO;
    private int asked;
    private int kept;

    Day(Autosizing autosizing, int start, long seed) {
        this.autosizing = autosizing;
        this.random = new Random(seed);
        this.state = SizingState.startingAt(start);
    }

    /// Goes on from where it stopped.
    ///
    /// @param perSecond the demand, by the hour of the day
    void play(Duration length, Duration every, DoubleUnaryOperator perSecond) {
        Duration end = now.plus(length);
        for (; now.compareTo(end) < 0; now = now.plus(every)) {
            double rate = perSecond.applyAsDouble(now.toSeconds() / 3600.0);
            asked++;
            kept += Outlook.of(state.size(), new Load(rate, HOLD, 1, 1)).keeps(TARGET) ? 1 : 0;
            follow(rate);
        }
    }

    private void follow(double rate) {
        ServerRoom room = new ServerRoom(1, state.size(), Optional.of(60), 1);
        Advice advice = ADVISOR.advise(measured(rate), room, List.of());
        Autosizing.Outcome outcome = autosizing.follow(state, advice, Instant.EPOCH.plus(now));
        if (outcome.decision() instanceof Resize resize) {
            steps.add(new Step(now, resize.from(), resize.to()));
        }
        state = outcome.state();
    }

    private Demand measured(double rate) {
        double expected = rate * WINDOW.toSeconds();
        long attempts = Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian()));
        double scatter = 1 + random.nextGaussian() / Math.sqrt(Math.max(1, attempts));
        Duration hold = Duration.ofNanos((long) (HOLD.toNanos() * Math.max(0.1, scatter)));
        return Demand.even(attempts, attempts, WINDOW, hold, 1);
    }

    int size() {
        return state.size();
    }

    /// How often growing turned into shrinking or the other way round.
    long turns() {
        long turns = 0;
        for (int i = 1; i < steps.size(); i++) {
            turns += grows(steps.get(i)) == grows(steps.get(i - 1)) ? 0 : 1;
        }
        return turns;
    }

    long stepsAfter(Duration time) {
        return steps.stream().filter(step -> step.at().compareTo(time) > 0).count();
    }

    double shareOfTargetKept() {
        return (double) kept / asked;
    }

    private static boolean grows(Step step) {
        return step.to() > step.from();
    }
}
