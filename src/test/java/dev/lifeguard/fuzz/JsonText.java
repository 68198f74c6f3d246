package dev.lifeguard.fuzz;

import io.vertx.core.json.Json;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes JSON text, including text that a library would refuse to write.
final class JsonText {
    private JsonText() {}

    static String of(@Nullable Object value) {
        return value instanceof String text ? quoted(text) : Json.encode(value);
    }

    /// Escapes what JSON requires, and lone surrogates, which no encoder writes.
    static String quoted(String text) {
        return text.chars()
                .mapToObj(unit -> unit < 0x20 || unit == '"' || unit == '\\' || Character.isSurrogate((char) unit)
                        ? "\\u%04x".formatted(unit)
                        : Character.toString(unit))
                .collect(Collectors.joining("", "\"", "\""));
    }

    static String unquoted(String json) {
        return (String) Json.decodeValue(json);
    }
}
