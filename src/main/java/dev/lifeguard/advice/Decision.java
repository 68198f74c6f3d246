package dev.lifeguard.advice;

/// A decision about the maximum of the pool, with its reason in one sentence.
public sealed interface Decision {
    String reason();

    /// Leave the maximum as it is.
    record Stay(String reason) implements Decision {}

    /// Leave the maximum as it is, and report what autosizing would do. Reported once, and again only
    /// when it changes.
    record Suggest(int from, int to, String reason) implements Decision {}

    /// Change the maximum.
    record Resize(int from, int to, String reason) implements Decision {}
}
