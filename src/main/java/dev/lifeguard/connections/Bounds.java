package dev.lifeguard.connections;

/// How many connections are kept open when idle, and how many may be open at most.
public record Bounds(int min, int max) {
    public Bounds {
        if (min < 0 || max < Math.max(1, min)) {
            throw new IllegalArgumentException("bounds of %d-%d connections".formatted(min, max));
        }
    }
}
