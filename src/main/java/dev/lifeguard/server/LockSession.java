package dev.lifeguard.server;

import java.util.Optional;

/// A session that waits for a lock or blocks one that does.
record LockSession(
        int pid,
        boolean ours,
        Optional<String> applicationName,
        Optional<String> role,
        Optional<String> clientAddress,
        Optional<String> state,
        Optional<String> waitEventType,
        Optional<String> waitEvent,
        Optional<Long> transactionAgeMs,
        Optional<Long> stateAgeMs) {
    private static final int PREPARED = 0;

    /// A session that has ended since it was seen to have a lock, or a prepared transaction, which has
    /// no session.
    static LockSession absent(int pid) {
        Optional<String> state = pid == PREPARED ? Optional.of("prepared transaction") : Optional.empty();
        return new LockSession(
                pid,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Optional<String> pod() {
        return ours ? applicationName.flatMap(SessionName::parse).flatMap(SessionName::pod) : Optional.empty();
    }
}
