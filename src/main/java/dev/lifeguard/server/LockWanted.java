package dev.lifeguard.server;

import java.util.Optional;

/// The lock that a session waits for.
///
/// @param mode such as `AccessShareLock`
/// @param kind what is locked, such as `relation`, `tuple`, `transactionid` (a row that another
///     transaction has changed) or `advisory`
/// @param relation the table, if it is known
/// @param waitedMs how long it has waited
public record LockWanted(String mode, String kind, Optional<String> relation, Optional<Long> waitedMs) {}
