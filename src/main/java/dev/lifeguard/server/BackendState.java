package dev.lifeguard.server;

import java.util.Optional;

/// What the server says that one session is doing.
///
/// @param state as PostgreSQL has it, such as `active` or `idle in transaction`; empty where the role may not see it
/// @param waitEventType what kind of thing it waits for, such as `Lock`; empty if it does not wait
/// @param queryAgeMs since its current statement began, or its last one if it is idle
/// @param transactionAgeMs since its transaction began, if it is in one
/// @param stateAgeMs since it came into this state
/// @param statement the current or last one, without values, its first 200 characters; only of a session of ours
public record BackendState(
        int backendPid,
        Optional<String> state,
        Optional<String> waitEventType,
        Optional<String> waitEvent,
        Optional<Long> queryAgeMs,
        Optional<Long> transactionAgeMs,
        Optional<Long> stateAgeMs,
        Optional<String> statement) {}
