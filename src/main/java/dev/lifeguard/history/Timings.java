package dev.lifeguard.history;

import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// How long callers wait for a connection and how long they hold it: overall, by lane and by route, over the
/// last minute and since the start.
///
/// Safe for use by several threads. Recording takes no lock and allocates nothing; each value is recorded once,
/// for its route, and lanes and the whole are added up when somebody asks. The last minute moves on by slices of
/// 10 seconds, whenever [#roll] is told of the time.
@Singleton
public class Timings {
    /// How many routes each lane tells apart; the rest come under `other`. Routes are templates out of the code,
    /// so that there are few; each takes 100 kB, and 150 kB more while it is in use.
    static final int ROUTES = 60;

    static final Duration SLICE = Duration.ofSeconds(10);

    private final Map<Lane, BoundedNames<RouteTimes>> lanes = new EnumMap<>(Lane.class);
    private final Histogram scratch = Scale.forOneThread();
    private final Gathered second = new Gathered();
    private Optional<Long> sliceOfTime = Optional.empty();
    private int slice;

    public Timings() {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new BoundedNames<>(ROUTES, RouteTimes::new));
        }
    }

    /// Somebody got a connection, and has returned it.
    ///
    /// @param executingNanos for how much of the hold a statement was being executed
    public void served(Request request, long waitNanos, long holdNanos, long executingNanos) {
        times(request).served(waitNanos, holdNanos, executingNanos);
    }

    /// Somebody waited until they gave up, were given up, or found that no connection can be opened. Their time
    /// counts among the waits, or a pool in which everybody waits in vain would look like one without waits.
    /// Not for those who are refused at once: they do not wait, and a wait of nothing would only flatter.
    public void notServed(Request request, long waitNanos) {
        times(request).notServed(waitNanos);
    }

    /// Moves the last minute on. To be called once a second; a clock that leaps empties the last minute.
    ///
    /// @return what has come in since the last call
    public synchronized LastSecond roll(Instant now) {
        takeAll();
        LastSecond brought = LastSecond.of(second.waits(), second.holds());
        second.clear();
        moveTo(Math.floorDiv(now.getEpochSecond(), SLICE.toSeconds()));
        return brought;
    }

    /// Everything, up to this moment.
    public synchronized TimingsSnapshot snapshot() {
        takeAll();
        return new Summary().of(lanes);
    }

    /// Everything since the start. Waits for nobody, not even for who asks for a snapshot.
    public TimeTotals totals() {
        return new TotalsCollector().of(lanes);
    }

    /// How long connections were held in the last minute, up to this moment; nothing if none was returned.
    public synchronized Optional<LeaseTimes> holds() {
        takeAll();
        Gathered sum = new Gathered();
        lanes.values().forEach(lane -> lane.all().forEach(times -> times.addSlicesTo(sum)));
        return LeaseTimes.of(sum.holds());
    }

    private RouteTimes times(Request request) {
        return Objects.requireNonNull(lanes.get(request.lane())).of(request.route());
    }

    private void takeAll() {
        lanes.values().forEach(lane -> lane.all().forEach(times -> times.take(slice, scratch, second)));
    }

    private void moveTo(long newSlice) {
        long steps = newSlice - sliceOfTime.orElse(newSlice);
        sliceOfTime = Optional.of(newSlice);
        long emptied = steps < 0 ? SlidingHistogram.SLICES : Math.min(steps, SlidingHistogram.SLICES);
        for (long i = 0; i < emptied; i++) {
            slice = (slice + 1) % SlidingHistogram.SLICES;
            lanes.values().forEach(lane -> lane.all().forEach(times -> times.begin(slice)));
        }
    }
}
