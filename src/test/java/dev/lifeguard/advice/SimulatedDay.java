package dev.lifeguard.advice;

import dev.lifeguard.advice.Decision.Resize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/// Simulates a pool under a demand that rises and falls, with autosizing following the advice at each
/// interval. Counts and mean lease times vary as with Poisson arrivals and exponential leases. Whether
/// waits stay under the target is computed from the true demand, not the measured one.
final class SimulatedDay {
    static final Duration TARGET = Duration.ofMillis(10);
    private static final Duration WINDOW = Duration.ofSeconds(6);
    private static final Duration LEASE = Duration.ofMillis(20);
    private static final Advisor ADVISOR = new Advisor(TARGET);

    /// A change of size.
    record Step(Duration at, int from, int to) {}

    final List<Step> steps = new ArrayList<>();
    private final Autosizing autosizing;
    private final Random random;
    private SizingState state;
    private Duration now = Duration.ZERO;
    private int intervals;
    private int kept;

    SimulatedDay(Autosizing autosizing, int start, long seed) {
        this.autosizing = autosizing;
        this.random = new Random(seed);
        this.state = SizingState.startingAt(start);
    }

    /// Runs the simulation for a time, from where it stopped.
    ///
    /// @param perSecond the demand by the hour of the day
    void run(Duration length, Duration interval, DoubleUnaryOperator perSecond) {
        Duration end = now.plus(length);
        for (; now.compareTo(end) < 0; now = now.plus(interval)) {
            double rate = perSecond.applyAsDouble(now.toSeconds() / 3600.0);
            intervals++;
            kept += Outlook.of(state.size(), new Load(rate, LEASE, 1)).keeps(TARGET) ? 1 : 0;
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
        double deviation = 1 + random.nextGaussian() / Math.sqrt(Math.max(1, attempts));
        Duration lease = Duration.ofNanos((long) (LEASE.toNanos() * Math.max(0.1, deviation)));
        return TestDemand.even(attempts, attempts, WINDOW, lease, 1);
    }

    int size() {
        return state.size();
    }

    /// How often growth was followed by shrinking, or the reverse.
    long reversals() {
        long reversals = 0;
        for (int i = 1; i < steps.size(); i++) {
            reversals += grows(steps.get(i)) == grows(steps.get(i - 1)) ? 0 : 1;
        }
        return reversals;
    }

    long stepsAfter(Duration time) {
        return steps.stream().filter(step -> step.at().compareTo(time) > 0).count();
    }

    double shareOfTargetKept() {
        return (double) kept / intervals;
    }

    private static boolean grows(Step step) {
        return step.to() > step.from();
    }
}
