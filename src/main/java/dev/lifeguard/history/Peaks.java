package dev.lifeguard.history;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// The most connections that were leased at the same time.
///
/// Safe for use by several threads. Noting a lease costs one read of memory, unless it is a new maximum
/// of the second.
@Singleton
public class Peaks {
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(15);

    private final AtomicInteger thisSecond = new AtomicInteger();
    private final int[] peaks = new int[(int) LONG.toSeconds()];
    private final long[] seconds = new long[(int) LONG.toSeconds()];
    private int sinceStart;

    /// To be called whenever a connection has been leased.
    ///
    /// @param inUse how many are leased now, including this one
    public void note(int inUse) {
        if (inUse > thisSecond.get()) {
            thisSecond.accumulateAndGet(inUse, Math::max);
        }
    }

    /// Closes a second. To be called once a second.
    ///
    /// @param inUse reads how many are leased, after the new second has begun: leases that began
    ///     earlier and have not ended count in the new second too
    /// @return the peak of the second that has ended
    public synchronized int roll(Instant now, IntSupplier inUse) {
        int peak = thisSecond.getAndSet(0);
        note(inUse.getAsInt());
        sinceStart = Math.max(sinceStart, peak);
        long second = now.getEpochSecond();
        int place = (int) Math.floorMod(second, LONG.toSeconds());
        peaks[place] = seconds[place] == second ? Math.max(peaks[place], peak) : peak;
        seconds[place] = second;
        return peak;
    }

    /// The peaks up to a moment. The windows include each second that was closed within them, and the
    /// current one.
    public synchronized PeakInUse peaks(Instant now) {
        int current = thisSecond.get();
        return new PeakInUse(
                Math.max(sinceStart, current),
                Math.max(highest(now, LONG), current),
                Math.max(highest(now, SHORT), current));
    }

    private int highest(Instant now, Duration window) {
        long newest = now.getEpochSecond();
        long before = newest - window.toSeconds();
        int highest = 0;
        for (int i = 0; i < peaks.length; i++) {
            if (seconds[i] > before && seconds[i] <= newest) {
                highest = Math.max(highest, peaks[i]);
            }
        }
        return highest;
    }
}
