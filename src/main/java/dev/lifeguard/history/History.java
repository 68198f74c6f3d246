package dev.lifeguard.history;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The last 15 minutes by the second, the last 24 hours by the minute, and the last events, in fixed memory.
///
/// Safe for use by several threads.
@Singleton
public class History {
    static final int SECONDS = 15 * 60;
    static final int MINUTES = 24 * 60;
    static final int EVENTS = 200;

    private final Ring seconds = new Ring(Duration.ofSeconds(1), SECONDS);
    private final Ring minutes = new Ring(Duration.ofMinutes(1), MINUTES);
    private final Deque<Event> events = new ArrayDeque<>(EVENTS);
    private final Map<Event.Kind, Long> counts = new EnumMap<>(Event.Kind.class);

    /// Adds a sample. To be called once a second; two samples of the same second become one row.
    public synchronized void add(Sample sample) {
        seconds.add(sample);
        minutes.add(sample);
    }

    /// Adds an event, and discards the oldest if there are too many.
    public synchronized void add(Event event) {
        if (events.size() == EVENTS) {
            events.removeFirst();
        }
        events.addLast(event);
        counts.merge(event.kind(), 1L, Long::sum);
    }

    /// How many events of a kind there were since the start, discarded ones included.
    public synchronized long count(Event.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /// The history up to a moment.
    public synchronized HistorySnapshot snapshot(Instant now) {
        return new HistorySnapshot(seconds.upTo(now), minutes.upTo(now), List.copyOf(events));
    }

    /// The memory that the samples take, however many there are.
    long bytes() {
        return seconds.bytes() + minutes.bytes();
    }
}
