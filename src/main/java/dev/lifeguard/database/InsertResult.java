package dev.lifeguard.database;

import dev.lifeguard.http.CreatedResponse;

/// The result of a [KeyedInsert].
public sealed interface InsertResult<T> {
    /// The row was inserted by this request.
    record Inserted<T>(T row) implements InsertResult<T> {}

    /// An earlier request with the same key inserted the row; its response is repeated.
    record Replayed<T>(CreatedResponse response) implements InsertResult<T> {}
}
