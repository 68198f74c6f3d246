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

/// How long requests wait for a connection, and how long leases last: overall, by lane and by route,
/// over the last minute and since the start.
///
/// Safe for use by several threads. Recording takes no lock and allocates nothing. Each value is
/// recorded once, for its route; lanes and the whole are added up when they are read. The last minute
/// advances by slices of 10 seconds, at the calls of [#roll].
@Singleton
public class Timings {
    /// The bound on routes of each lane; further ones are counted as `other`. Routes are templates in
    /// the code, so there are few; each takes 100 kB, and 150 kB more while it is in use.
    static final int ROUTES = 60;

    static final Duration SLICE = Duration.ofSeconds(10);

    private final Map<Lane, BoundedNames<RouteTimes>> lanes = new EnumMap<>(Lane.class);
    private final Histogram scratch = Scale.forOneThread();
    private final WaitsAndLeases second = new WaitsAndLeases();
    private Optional<Long> sliceOfTime = Optional.empty();
    private int slice;

    public Timings() {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new BoundedNames<>(ROUTES, RouteTimes::new));
        }
    }

    /// Records a request that was served.
    ///
    /// @param leaseNanos how long the lease lasted
    /// @param executingNanos for how much of the lease a statement was running
    public void served(Request request, long waitNanos, long leaseNanos, long executingNanos) {
        times(request).served(waitNanos, leaseNanos, executingNanos);
    }

    /// Records a request that waited and was not served: it timed out, was cancelled, or no connection
    /// could be opened. Its wait counts, as otherwise a pool in which every request times out would
    /// look like one without waits. Requests that are refused at once are not recorded: they do not
    /// wait, and waits of zero would only flatter the figures.
    public void notServed(Request request, long waitNanos) {
        times(request).notServed(waitNanos);
    }

    /// Advances the last minute. To be called once a second; a clock that jumps empties the last
    /// minute.
    ///
    /// @return what was recorded since the previous call
    public synchronized LastSecond roll(Instant now) {
        addAllNew();
        LastSecond last = LastSecond.of(second.waits(), second.leases());
        second.clear();
        moveTo(Math.floorDiv(now.getEpochSecond(), SLICE.toSeconds()));
        return last;
    }

    /// All figures, up to this moment.
    public synchronized TimingsSnapshot snapshot() {
        addAllNew();
        return new Summary().of(lanes);
    }

    /// The totals since the start. Takes no lock, so it waits for no other thread.
    public TimeTotals totals() {
        return new TotalsCollector().of(lanes);
    }

    /// How long leases lasted in the last minute, up to this moment; empty if none ended.
    public synchronized Optional<LeaseTimes> recentLeases() {
        addAllNew();
        WaitsAndLeases sum = new WaitsAndLeases();
        lanes.values().forEach(lane -> lane.all().forEach(times -> times.addLastMinuteTo(sum)));
        return LeaseTimes.of(sum.leases());
    }

    private RouteTimes times(Request request) {
        return Objects.requireNonNull(lanes.get(request.lane())).of(request.route());
    }

    private void addAllNew() {
        lanes.values().forEach(lane -> lane.all().forEach(times -> times.addNewTo(slice, scratch, second)));
    }

    private void moveTo(long newSlice) {
        long steps = newSlice - sliceOfTime.orElse(newSlice);
        sliceOfTime = Optional.of(newSlice);
        long emptied = steps < 0 ? SlidingHistogram.SLICES : Math.min(steps, SlidingHistogram.SLICES);
        for (long i = 0; i < emptied; i++) {
            slice = (slice + 1) % SlidingHistogram.SLICES;
            lanes.values().forEach(lane -> lane.all().forEach(times -> times.clear(slice)));
        }
    }
}
