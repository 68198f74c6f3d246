package dev.lifeguard.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The id of a record in a path.
public final class RecordId {
    public static final String NAME = "id";
    public static final String COMPLAINT = "must be a UUID, such as 0197f1c0-0000-7000-8000-000000000000";

    private static final Pattern CANONICAL = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private RecordId() {}

    /// Reads an id for a route that has no other parameter to check.
    public static UUID of(String text) {
        ParameterErrors bad = new ParameterErrors();
        Optional<UUID> id = read(text, bad);
        bad.check();
        return id.orElseThrow();
    }

    /// Reads an id, or adds an error.
    public static Optional<UUID> read(String text, ParameterErrors bad) {
        return bad.read(NAME, text, COMPLAINT, RecordId::parse);
    }

    /// [UUID#fromString] alone would also take `1-1-1-1-1`.
    private static Optional<UUID> parse(String text) {
        return Optional.of(text).filter(it -> CANONICAL.matcher(it).matches()).map(UUID::fromString);
    }
}
