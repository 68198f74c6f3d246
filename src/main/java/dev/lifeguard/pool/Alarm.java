package dev.lifeguard.pool;

/// Who is told when a request goes without a connection. It is told on whatever thread that is, and must not block.
@FunctionalInterface
public interface Alarm {
    /// A request has gone without.
    ///
    /// @param refused whether it was turned away at once; else it waited in vain
    void inVain(boolean refused);
}
