package dev.lifeguard.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/// Names as they stand in JSON.
final class SnakeCase {
    private static final PropertyNamingStrategies.SnakeCaseStrategy STRATEGY =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private SnakeCase() {}

    static String of(String name) {
        return STRATEGY.translate(name);
    }
}
