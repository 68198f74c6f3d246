package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A connection that somebody has.
///
/// @param requests how many are served on it at once; the caller is the first of them
/// @param waited how long the caller waited for it
/// @param idle for how much of the time nothing was executed on it
/// @param statement the one that runs now, by its name
/// @param stack what the holder is doing, once it has held for longer than is usual
public record HeldConnection(
        int backendPid,
        Caller caller,
        int requests,
        Duration held,
        Duration waited,
        Duration idle,
        Optional<String> statement,
        List<String> stack) {
    public HeldConnection {
        stack = List.copyOf(stack);
    }
}
