package dev.lifeguard.database;

import dev.lifeguard.http.CreatedResponse;

/// What came of a [KeyedInsert].
public sealed interface InsertResult<T> {
    /// It happened now.
    record Now<T>(T row) implements InsertResult<T> {}

    /// It happened before, and this was answered.
    record Before<T>(CreatedResponse answer) implements InsertResult<T> {}
}
