package dev.lifeguard.operations;

import dev.lifeguard.connections.Bounds;
import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.pool.Gate;
import jakarta.enterprise.context.ApplicationScoped;

/// Changes the bounds of the running pool, in both places that have them: the connection source, which opens and
/// closes connections, and the gate, which leases them.
///
/// Safe for use by several threads.
@ApplicationScoped
class PoolResizer {
    private final ConnectionSource connections;
    private final Gate gate;

    PoolResizer(ConnectionSource connections, Gate gate) {
        this.connections = connections;
        this.gate = gate;
    }

    Bounds bounds() {
        return connections.bounds();
    }

    /// Changes the maximum alone; the minimum follows if it would be above it.
    synchronized void resizeTo(int max) {
        resizeTo(new Bounds(Math.min(bounds().min(), max), max));
    }

    /// Changes the bounds at once: waiters are served if there is more room. Surplus connections are
    /// closed now if they are idle, or else when they are returned.
    ///
    /// @return the bounds as they were
    synchronized Bounds resizeTo(Bounds wanted) {
        Bounds before = connections.resize(wanted);
        gate.resize(wanted.max());
        return before;
    }

    /// Replaces every connection: idle ones now, leased ones when they are returned.
    void flush() {
        connections.replaceAll();
    }
}
