package dev.lifeguard.database;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/// How often this pod has written, whether or not it went well: what was read before may be out of date.
///
/// Safe for use by several threads.
@Singleton
public class WriteCounter {
    private final AtomicLong count = new AtomicLong();

    /// Grows with every write, before the one who asked for it hears of it.
    public long count() {
        return count.get();
    }

    void happened() {
        count.incrementAndGet();
    }
}
