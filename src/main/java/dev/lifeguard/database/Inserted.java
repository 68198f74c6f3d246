package dev.lifeguard.database;

import dev.lifeguard.http.CreatedAnswer;

/// What came of a [KeyedInsert].
public sealed interface Inserted<T> {
    /// It happened now.
    record Now<T>(T row) implements Inserted<T> {}

    /// It happened before, and this was answered.
    record Before<T>(CreatedAnswer answer) implements Inserted<T> {}
}
