package dev.lifeguard.history;

import java.util.Arrays;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/// How long something took, since the start and in each of the last few slices of time.
///
/// Many threads may record; nothing that they have recorded is ever taken away from under them, so they need no
/// lock and no phase: a slice is what has come in addition since one looked last. Everything else is for one
/// thread at a time, by the lock of whoever owns this.
final class SlidingHistogram {
    /// The one being filled and those before it.
    static final int SLICES = 6;

    private final AtomicHistogram ever = Scale.forManyThreads();
    private final Histogram taken = Scale.forOneThread();
    private final @Nullable IntCountsHistogram[] slices = new IntCountsHistogram[SLICES];

    void record(long nanos) {
        ever.recordValue(Scale.onIt(nanos));
    }

    /// Moves what is new into a slice, and adds it to what the last second brought.
    ///
    /// @param scratch of which only the place is used
    void take(int slice, Histogram scratch, Histogram second) {
        if (ever.getTotalCount() == taken.getTotalCount()) {
            return;
        }
        scratch.reset();
        scratch.add(ever);
        scratch.subtract(taken);
        taken.add(scratch);
        slice(slice).add(scratch);
        second.add(scratch);
    }

    /// Makes a slice empty, and gives up its memory if nothing was in it.
    void begin(int slice) {
        IntCountsHistogram used = slices[slice];
        if (used != null && used.getTotalCount() > 0) {
            used.reset();
        } else {
            slices[slice] = null;
        }
    }

    void addSlicesTo(Histogram sum) {
        Arrays.stream(slices).forEach(slice -> {
            if (slice != null) {
                sum.add(slice);
            }
        });
    }

    /// How many were recorded since the start.
    long count() {
        return ever.getTotalCount();
    }

    void addEverythingTo(Histogram sum) {
        sum.add(ever);
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
