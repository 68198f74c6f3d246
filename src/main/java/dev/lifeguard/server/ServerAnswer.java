package dev.lifeguard.server;

import java.util.Optional;
import java.util.function.Function;

/// The answer of the server to a query, or why there is none.
public sealed interface ServerAnswer<T> {
    /// The server answered.
    record Known<T>(T value) implements ServerAnswer<T> {}

    /// The server did not answer in time.
    ///
    /// @param reason a text for operators
    record Unknown<T>(String reason) implements ServerAnswer<T> {}

    /// The value, if the server answered.
    default Optional<T> known() {
        return switch (this) {
            case Known<T>(T value) -> Optional.of(value);
            case Unknown<T> unknown -> Optional.empty();
        };
    }

    /// Why there is no answer, if there is none.
    default Optional<String> whyUnknown() {
        return switch (this) {
            case Known<T> known -> Optional.empty();
            case Unknown<T>(String reason) -> Optional.of(reason);
        };
    }

    /// The same answer, with its value converted.
    default <R> ServerAnswer<R> map(Function<? super T, ? extends R> convert) {
        return switch (this) {
            case Known<T>(T value) -> new Known<>(convert.apply(value));
            case Unknown<T>(String reason) -> new Unknown<>(reason);
        };
    }
}
