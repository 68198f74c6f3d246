package dev.lifeguard.history;

import java.util.Arrays;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/// How long something took, since the start and in each of the last few slices of time.
///
/// Several threads may record without a lock, as recorded values are never removed: a slice is what was
/// added since the previous call of [#addNewTo]. All other methods are for one thread at a time, under the lock of the
/// owner.
final class SlidingHistogram {
    /// The current slice and those before it.
    static final int SLICES = 6;

    private final AtomicHistogram sinceStart = Scale.forManyThreads();
    private final Histogram counted = Scale.forOneThread();
    private final @Nullable IntCountsHistogram[] slices = new IntCountsHistogram[SLICES];

    void record(long nanos) {
        sinceStart.recordValue(Scale.clamped(nanos));
    }

    /// Adds what was recorded since the previous call to a slice and to the last second.
    ///
    /// @param scratch memory that is overwritten
    void addNewTo(int slice, Histogram scratch, Histogram second) {
        if (sinceStart.getTotalCount() == counted.getTotalCount()) {
            return;
        }
        scratch.reset();
        scratch.add(sinceStart);
        scratch.subtract(counted);
        counted.add(scratch);
        slice(slice).add(scratch);
        second.add(scratch);
    }

    /// Empties a slice, and frees its memory if it was empty.
    void clear(int slice) {
        IntCountsHistogram used = slices[slice];
        if (used != null && used.getTotalCount() > 0) {
            used.reset();
        } else {
            slices[slice] = null;
        }
    }

    void addLastMinuteTo(Histogram sum) {
        Arrays.stream(slices).forEach(slice -> {
            if (slice != null) {
                sum.add(slice);
            }
        });
    }

    /// How many were recorded since the start.
    long count() {
        return sinceStart.getTotalCount();
    }

    void addSinceStartTo(Histogram sum) {
        sum.add(sinceStart);
    }

    private IntCountsHistogram slice(int number) {
        IntCountsHistogram slice = slices[number];
        if (slice == null) {
            slice = Scale.small();
            slices[number] = slice;
        }
        return slice;
    }
}
