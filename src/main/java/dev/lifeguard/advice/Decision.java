package dev.lifeguard.advice;

/// What to do about the pool's maximum now, with the reason in a sentence.
public sealed interface Decision {
    String reason();

    /// Nothing.
    record Stay(String reason) implements Decision {}

    /// Nothing, but say what autosizing would do; said once, and again only when it changes.
    record Suggest(int from, int to, String reason) implements Decision {}

    /// Give the pool another maximum.
    record Resize(int from, int to, String reason) implements Decision {}
}
