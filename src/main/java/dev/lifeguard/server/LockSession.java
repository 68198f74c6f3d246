package dev.lifeguard.server;

import java.util.Optional;

/// A session that takes part in a wait for a lock.
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

    /// One that has ended since it was seen to hold a lock, or that never was a session.
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
