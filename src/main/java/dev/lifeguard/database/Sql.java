package dev.lifeguard.database;

/// A statement with a name, under which logs and statistics know it. Values are always bound (`?`), never
/// written into the text.
///
/// @param reads whether it only reads, so that it may be tried again when the connection is lost half-way
public record Sql(String name, String text, boolean reads) {
    public static Sql read(String name, String text) {
        return new Sql(name, text, true);
    }

    public static Sql write(String name, String text) {
        return new Sql(name, text, false);
    }
}
