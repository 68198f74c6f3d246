package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which request has which connection, and which requests wait. Reads memory only, while work goes on: a lease may end
/// between two lines of a list.
///
/// Safe for use by several threads.
@ApplicationScoped
public class Ledger {
    private final Gate gate;
    private final PoolCounts counts;
    private final PoolSettings settings;

    Ledger(Gate gate, PoolCounts counts, PoolSettings settings) {
        this.gate = gate;
        this.counts = counts;
        this.settings = settings;
    }

    /// What a lane has, and may have.
    ///
    /// @param own its guaranteed share
    /// @param most its maximum share
    public record LaneUse(Lane lane, int inUse, int waiting, int own, int most) {}

    /// Database threads.
    ///
    /// @param threads how many there are
    /// @param atWork how many of them are not resting
    /// @param wakeUs how long waking one takes, as measured of late
    public record Workers(int threads, int atWork, double wakeUs) {}

    /// A lease and how long it has lasted.
    public record LongLease(String route, Duration held) {}

    /// Every leased connection, the longest lease first.
    public List<LeasedConnection> leased() {
        long now = System.nanoTime();
        return gate.threads().all().stream()
                .flatMap(thread -> leased(thread, now))
                .sorted(Comparator.comparing(LeasedConnection::held).reversed())
                .toList();
    }

    private Stream<LeasedConnection> leased(DatabaseThread thread, long now) {
        Lease lease = thread.lease();
        return lease == null ? Stream.empty() : Stream.of(describe(thread, lease, now));
    }

    private LeasedConnection describe(DatabaseThread thread, Lease lease, long now) {
        long held = lease.elapsedNanos(now);
        return new LeasedConnection(
                lease.backendPid(),
                lease.request(),
                lease.requests(),
                Duration.ofNanos(held),
                Duration.ofNanos(lease.waitedNanos()),
                Duration.ofNanos(Math.max(0, held - lease.executedNanos(now))),
                Optional.ofNullable(lease.statement()),
                held < settings.leakAfter().toNanos() ? List.of() : stackOf(thread));
    }

    /// Begins with the first frame of this service, without what the driver does below it.
    private static List<String> stackOf(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .dropWhile(frame -> !frame.getClassName().startsWith("dev.lifeguard."))
                .map(StackTraceElement::toString)
                .toList();
    }

    private Stream<Lease> leases() {
        return gate.threads().all().stream().flatMap(thread -> Stream.ofNullable(thread.lease()));
    }

    /// The lease that has lasted longest.
    public Optional<LongLease> longest() {
        long now = System.nanoTime();
        return leases().map(lease -> new LongLease(lease.request().route(), Duration.ofNanos(lease.elapsedNanos(now))))
                .max(Comparator.comparing(LongLease::held));
    }

    /// The longest lease, if it has lasted longer than `DB_POOL_LEAK_AFTER`.
    public Optional<LongLease> leak() {
        return longest().filter(lease -> lease.held().compareTo(settings.leakAfter()) > 0);
    }

    /// How many leases have lasted longer than `DB_POOL_LEAK_AFTER`.
    public int leaks() {
        long now = System.nanoTime();
        return (int) leases().filter(
                        lease -> lease.elapsedNanos(now) > settings.leakAfter().toNanos())
                .count();
    }

    /// Requests that wait, the longest wait first, and at most so many.
    public List<WaitingRequest> waiting(int most) {
        return gate.dispatch()
                .queues()
                .pending()
                .map(pending -> new WaitingRequest(pending.request(), pending.waited()))
                .sorted(Comparator.comparing(WaitingRequest::waited).reversed())
                .limit(most)
                .toList();
    }

    /// Each lane, the most urgent first.
    public List<LaneUse> lanes() {
        return Stream.of(Lane.values()).map(this::use).toList();
    }

    private LaneUse use(Lane lane) {
        Slots slots = gate.dispatch().slots();
        return new LaneUse(
                lane,
                slots.leases().of(lane),
                counts.waiting(lane),
                slots.shares().own(lane),
                slots.shares().most(lane));
    }

    /// The database threads.
    public Workers workers() {
        DatabaseThreads threads = gate.threads();
        return new Workers(
                threads.all().size(), threads.active(), threads.pace().wakeNanos() / 1e3);
    }
}
