package dev.lifeguard.pool;

import dev.lifeguard.pool.history.Timings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// How long requests wait for a connection and how long they keep it.
///
/// A request that was answered together with others has held its share of the connection: the times of all add up
/// to the time that connections were at work.
@ApplicationScoped
class PoolTimings {
    private final Timings timings;

    PoolTimings(Timings timings) {
        this.timings = timings;
    }

    void served(List<Client<?>> clients, Hold hold, long now) {
        long held = hold.elapsedNanos(now);
        long executed = hold.executedNanos(now);
        for (Client<?> client : clients) {
            long waited = client.waitedNanos(now) - held;
            timings.served(client.caller(), waited, held / hold.requests(), executed / hold.requests());
        }
    }

    /// Somebody waited and got nothing.
    void inVain(Client<?> client) {
        timings.waitedInVain(client.caller(), client.waited().toNanos());
    }
}
