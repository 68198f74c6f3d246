package dev.lifeguard.operations;

import dev.lifeguard.advice.Demand;
import dev.lifeguard.advice.Observation;
import dev.lifeguard.history.LeaseTimes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// What was asked of the pool of late, as the advice wants it: the demand of the last minute with the busiest ten
/// seconds of the last five, and how the database took it, in steps of five seconds.
///
/// Safe for use by several threads.
final class RecentDemand {
    private final Windows windows;
    private final Deque<Second> seconds = new ArrayDeque<>();

    /// How far it looks back, in what is added, which is usually a second.
    ///
    /// @param kept for the busiest part
    /// @param demand for what is usual
    /// @param busiest how long the busiest part is
    /// @param step how much makes an observation
    /// @param each how long it took what is added
    record Windows(int kept, int demand, int busiest, int step, Duration each) {
        static final Windows NORMAL = new Windows(300, 60, 10, 5, Duration.ofSeconds(1));
    }

    RecentDemand(Windows windows) {
        this.windows = windows;
    }

    synchronized void add(Second second) {
        seconds.addLast(second);
        if (seconds.size() > windows.kept()) {
            seconds.removeFirst();
        }
    }

    /// @param holds how long connections were held in the last minute
    synchronized Demand demand(LeaseTimes holds) {
        List<Second> all = List.copyOf(seconds);
        List<Second> window = last(all, windows.demand());
        return new Demand(
                window.stream().mapToLong(Second::attempts).sum(),
                window.stream().mapToLong(Second::served).sum(),
                windows.each().multipliedBy(Math.max(1, window.size())),
                busiestPerSecond(all),
                holds.mean(),
                holds.squaredVariation(),
                1);
    }

    private double busiestPerSecond(List<Second> all) {
        double length = windows.busiest() * windows.each().toNanos() / 1e9;
        return IntStream.rangeClosed(0, all.size() - windows.busiest())
                .mapToDouble(from -> all.subList(from, from + windows.busiest()).stream()
                                .mapToLong(Second::attempts)
                                .sum()
                        / length)
                .max()
                .orElse(0);
    }

    synchronized List<Observation> observations() {
        List<Second> all = List.copyOf(seconds);
        int length = windows.step();
        return IntStream.range(0, all.size() / length)
                .mapToObj(step -> observation(all.subList(step * length, (step + 1) * length)))
                .toList();
    }

    /// How many were in use follows from how long they were held: looking once a second would be mostly chance.
    private Observation observation(List<Second> step) {
        long served = step.stream().mapToLong(Second::served).sum();
        double held = step.stream()
                .mapToDouble(second -> second.holdMeanMs() * second.served())
                .sum();
        Duration length = windows.each().multipliedBy(windows.step());
        double inUse = held / (length.toNanos() / 1e6);
        Duration meanHold = served == 0 ? Duration.ZERO : Duration.ofNanos((long) (held / served * 1e6));
        return new Observation(inUse, served, length, meanHold);
    }

    private static List<Second> last(List<Second> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
