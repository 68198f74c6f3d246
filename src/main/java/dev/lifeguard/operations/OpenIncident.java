package dev.lifeguard.operations;

import dev.lifeguard.server.BackendState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An incident that may still be going on.
final class OpenIncident {
    private static final Duration ENDS_AFTER = Duration.ofSeconds(10);
    private static final int MAX_WAITERS = 50;

    final long number;
    final PoolState pool;
    private final Instant at;
    private final FailureKind kind;
    private final List<WaitingByRoute> waitingByRoute;
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private volatile Instant lastAt;
    private volatile @Nullable ServerState server;

    OpenIncident(long number, Instant at, FailureKind kind, PoolState pool) {
        this.number = number;
        this.at = at;
        this.kind = kind;
        this.pool = pool;
        this.lastAt = at;
        this.waitingByRoute = WaitingByRoute.of(pool.waiters());
        count(kind, at);
    }

    void count(FailureKind failure, Instant now) {
        (failure == FailureKind.TIMEOUT ? timeouts : refusals).increment();
        lastAt = now;
    }

    boolean isOver(Instant now) {
        return Duration.between(lastAt, now).compareTo(ENDS_AFTER) >= 0;
    }

    Set<Integer> backendPids() {
        return pool.holders().stream().map(Holder::backendPid).collect(Collectors.toSet());
    }

    void add(ServerState answer) {
        server = answer;
    }

    Incident report(Instant now) {
        Optional<ServerState> answer = Optional.ofNullable(server);
        return new Incident(
                number,
                at,
                kind,
                timeouts.sum(),
                refusals.sum(),
                lastAt,
                isOver(now),
                pool.waiters().size(),
                pool.inUse(),
                pool.maxConnections(),
                holders(answer.map(ServerState::sessions).orElse(Map.of())),
                pool.waiters().stream().limit(MAX_WAITERS).toList(),
                waitingByRoute,
                pool.lanes(),
                answer.isPresent(),
                answer.map(ServerState::blocking).orElse(List.of()),
                answer.flatMap(ServerState::fleet),
                answer.map(ServerState::unknown).orElse(List.of()));
    }

    private List<Holder> holders(Map<Integer, BackendState> states) {
        return pool.holders().stream()
                .map(holder -> holder.with(Optional.ofNullable(states.get(holder.backendPid()))))
                .toList();
    }
}
