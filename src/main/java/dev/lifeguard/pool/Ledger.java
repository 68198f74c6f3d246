package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who has which connection, and who waits for one. Reads memory only, while all goes on: a hold may end between
/// two lines of the list.
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
    /// @param own what is always its own
    /// @param most what it can never exceed
    public record LaneUse(Lane lane, int inUse, int waiting, int own, int most) {}

    /// Database threads.
    ///
    /// @param threads how many there are
    /// @param atWork how many of them are not at rest
    /// @param wakeUs how long one takes to wake, as measured of late
    public record Workers(int threads, int atWork, double wakeUs) {}

    /// Every connection that is lent, the longest held first.
    public List<HeldConnection> held() {
        long now = System.nanoTime();
        return gate.crew().threads().stream()
                .flatMap(thread -> held(thread, now))
                .sorted(Comparator.comparing(HeldConnection::held).reversed())
                .toList();
    }

    private Stream<HeldConnection> held(DatabaseThread thread, long now) {
        Hold hold = thread.hold();
        return hold == null ? Stream.empty() : Stream.of(line(thread, hold, now));
    }

    private HeldConnection line(DatabaseThread thread, Hold hold, long now) {
        long held = hold.elapsedNanos(now);
        return new HeldConnection(
                hold.backendPid(),
                hold.caller(),
                hold.requests(),
                Duration.ofNanos(held),
                Duration.ofNanos(hold.waitedNanos()),
                Duration.ofNanos(Math.max(0, held - hold.executedNanos(now))),
                Optional.ofNullable(hold.statement()),
                held < settings.leakAfter().toNanos() ? List.of() : stackOf(thread));
    }

    /// Without what the driver does below the first line of ours.
    private static List<String> stackOf(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .dropWhile(line -> !line.getClassName().startsWith("dev.lifeguard."))
                .map(StackTraceElement::toString)
                .toList();
    }

    /// Who has held a connection longest.
    Optional<Hints.Leak> longest() {
        long now = System.nanoTime();
        return gate.crew().threads().stream()
                .flatMap(thread -> Stream.ofNullable(thread.hold()))
                .map(hold -> new Hints.Leak(hold.caller().route(), Duration.ofNanos(hold.elapsedNanos(now))))
                .max(Comparator.comparing(Hints.Leak::held));
    }

    /// How many connections have been held for longer than `DB_POOL_LEAK_AFTER`.
    int heldTooLong() {
        long now = System.nanoTime();
        return (int) gate.crew().threads().stream()
                .flatMap(thread -> Stream.ofNullable(thread.hold()))
                .filter(hold -> hold.elapsedNanos(now) > settings.leakAfter().toNanos())
                .count();
    }

    /// Some of those who wait, the longest waiting first.
    public List<WaitingRequest> waiting(int most) {
        return gate.dispatch()
                .queues()
                .everybody()
                .map(client -> new WaitingRequest(client.caller(), client.waited()))
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
                slots.lent().by(lane),
                counts.waiting(lane),
                slots.shares().own(lane),
                slots.shares().most(lane));
    }

    /// Those that carry out units of work.
    public Workers workers() {
        return new Workers(
                gate.crew().threads().size(), gate.crew().atWork(), gate.pace().wakeNanos() / 1e3);
    }
}
