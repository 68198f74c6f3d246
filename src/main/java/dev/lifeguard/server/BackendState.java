package dev.lifeguard.server;

import java.util.Optional;

/// What one session is doing, as the server reports it.
///
/// @param state as PostgreSQL names it, such as `active` or `idle in transaction`; empty if the role
///     may not see it
/// @param waitEventType what kind of event it waits for, such as `Lock`; empty if it does not wait
/// @param queryAgeMs how long ago its current statement began, or its latest one if it is idle
/// @param transactionAgeMs how long ago its transaction began, if it is in one
/// @param stateAgeMs how long it has been in this state
/// @param statement the first 200 characters of the current or latest statement, without values; only
///     for sessions of this service
public record BackendState(
        int backendPid,
        Optional<String> state,
        Optional<String> waitEventType,
        Optional<String> waitEvent,
        Optional<Long> queryAgeMs,
        Optional<Long> transactionAgeMs,
        Optional<Long> stateAgeMs,
        Optional<String> statement) {}
