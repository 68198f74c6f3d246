package dev.lifeguard.server;

import java.util.Optional;
import java.util.function.Function;

/// What came of a question to the server.
public sealed interface ServerAnswer<T> {
    /// The server answered.
    record Known<T>(T value) implements ServerAnswer<T> {}

    /// It did not, in the time that it was given.
    ///
    /// @param reason in words for an operator
    record Unknown<T>(String reason) implements ServerAnswer<T> {}

    /// What the server said, if it did.
    default Optional<T> known() {
        return switch (this) {
            case Known<T>(T value) -> Optional.of(value);
            case Unknown<T> unknown -> Optional.empty();
        };
    }

    /// Why nothing is known, if that is so.
    default Optional<String> whyUnknown() {
        return switch (this) {
            case Known<T> known -> Optional.empty();
            case Unknown<T>(String reason) -> Optional.of(reason);
        };
    }

    /// The same answer, seen another way.
    default <R> ServerAnswer<R> map(Function<? super T, ? extends R> view) {
        return switch (this) {
            case Known<T>(T value) -> new Known<>(view.apply(value));
            case Unknown<T>(String reason) -> new Unknown<>(reason);
        };
    }
}
