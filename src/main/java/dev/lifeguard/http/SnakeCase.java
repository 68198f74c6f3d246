package dev.lifeguard.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Turns the names of record components into names in JSON.
///
/// The framework creates the strategy by name, from `quarkus.jackson.property-naming-strategy`, and does not
/// register it.
@RegisterForReflection(targets = PropertyNamingStrategies.SnakeCaseStrategy.class)
final class SnakeCase {
    private static final PropertyNamingStrategies.SnakeCaseStrategy STRATEGY =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private SnakeCase() {}

    static String of(String name) {
        return STRATEGY.translate(name);
    }
}
