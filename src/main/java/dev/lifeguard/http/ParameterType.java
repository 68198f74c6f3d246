package dev.lifeguard.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a text becomes a value of one type.
///
/// @param takes completes the sentence "must be …"
/// @param parse throws if the text is something else
record ParameterType<T>(String takes, Function<String, T> parse) {
    private static final Pattern CANONICAL_UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final ParameterType<Integer> INT = new ParameterType<>("a whole number", Integer::valueOf);
    private static final ParameterType<Long> LONG = new ParameterType<>("a whole number", Long::valueOf);
    private static final ParameterType<Boolean> BOOLEAN = new ParameterType<>("true or false", ParameterType::bool);

    private static final Map<Class<?>, ParameterType<?>> BY_TYPE = Map.of(
            int.class,
            INT,
            Integer.class,
            INT,
            long.class,
            LONG,
            Long.class,
            LONG,
            boolean.class,
            BOOLEAN,
            Boolean.class,
            BOOLEAN,
            Instant.class,
            new ParameterType<>("a time, such as 2026-01-31T12:00:00Z", Instant::parse),
            LocalDate.class,
            new ParameterType<>("a day, such as 2026-01-31", LocalDate::parse),
            UUID.class,
            new ParameterType<>("a UUID, such as 0197f1c0-0000-7000-8000-000000000000", ParameterType::uuid));

    static Optional<ParameterType<?>> of(Class<?> type) {
        return type.isEnum() ? Optional.of(constants(type)) : Optional.ofNullable(BY_TYPE.get(type));
    }

    /// A closed set goes by its words in lower case, as it does in JSON.
    private static ParameterType<?> constants(Class<?> type) {
        Map<String, Object> byWord = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT),
                        Function.identity(),
                        (first, second) -> first,
                        java.util.LinkedHashMap::new));
        return new ParameterType<>(
                "one of " + String.join(", ", byWord.keySet()),
                text -> Optional.ofNullable(byWord.get(text)).orElseThrow());
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /// Strictly: the platform would also take `1-1-1-1-1`.
    private static UUID uuid(String text) {
        if (!CANONICAL_UUID.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return UUID.fromString(text);
    }
}
