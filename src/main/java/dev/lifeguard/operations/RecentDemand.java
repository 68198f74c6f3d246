package dev.lifeguard.operations;

import dev.lifeguard.advice.Demand;
import dev.lifeguard.advice.Observation;
import dev.lifeguard.history.LeaseTimes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// The recent demand, as the advice needs it: the last minute, with the busiest ten seconds of the last
/// five minutes; and observations of the database, in steps of five seconds.
///
/// Safe for use by several threads.
final class RecentDemand {
    private final Windows windows;
    private final Deque<Second> seconds = new ArrayDeque<>();

    /// The windows, counted in entries, of which there is usually one each second.
    ///
    /// @param kept how many entries are kept, to find the busiest part
    /// @param demand how many make the normal demand
    /// @param busiest how many make the busiest part
    /// @param step how many make one observation
    /// @param each the time that one entry covers
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

    /// The demand of the last minute.
    ///
    /// @param leases how long leases lasted in that minute
    synchronized Demand recent(LeaseTimes leases) {
        List<Second> all = List.copyOf(seconds);
        List<Second> window = last(all, windows.demand());
        return new Demand(
                window.stream().mapToLong(Second::attempts).sum(),
                window.stream().mapToLong(Second::served).sum(),
                windows.each().multipliedBy(Math.max(1, window.size())),
                busiestPerSecond(all),
                leases.mean(),
                leases.squaredVariation());
    }

    private double busiestPerSecond(List<Second> all) {
        double duration = windows.busiest() * windows.each().toNanos() / 1e9;
        return IntStream.rangeClosed(0, all.size() - windows.busiest())
                .mapToDouble(from -> all.subList(from, from + windows.busiest()).stream()
                                .mapToLong(Second::attempts)
                                .sum()
                        / duration)
                .max()
                .orElse(0);
    }

    synchronized List<Observation> observations() {
        List<Second> all = List.copyOf(seconds);
        int duration = windows.step();
        return IntStream.range(0, all.size() / duration)
                .mapToObj(step -> observation(all.subList(step * duration, (step + 1) * duration)))
                .toList();
    }

    /// The average number of connections in use is computed from the lease times: a sample each second
    /// would be mostly chance.
    private Observation observation(List<Second> step) {
        long served = step.stream().mapToLong(Second::served).sum();
        double leasedMillis = step.stream()
                .mapToDouble(second -> second.leaseMeanMs() * second.served())
                .sum();
        Duration duration = windows.each().multipliedBy(windows.step());
        double inUse = leasedMillis / (duration.toNanos() / 1e6);
        Duration meanLease = served == 0 ? Duration.ZERO : Duration.ofNanos((long) (leasedMillis / served * 1e6));
        return new Observation(inUse, served, duration, meanLease);
    }

    private static List<Second> last(List<Second> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
