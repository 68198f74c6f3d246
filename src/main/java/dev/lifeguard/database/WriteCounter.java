package dev.lifeguard.database;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the units of work of this pod that wrote, successful or not. Data that was read at a lower
/// count may be out of date.
///
/// Safe for use by several threads.
@Singleton
public class WriteCounter {
    private final AtomicLong count = new AtomicLong();

    /// The number of writes so far. It grows before the response to a write is sent.
    public long count() {
        return count.get();
    }

    void increment() {
        count.incrementAndGet();
    }
}
