package dev.lifeguard.database;

/// A statement with a name, under which logs and statistics know it. Values are always bound (`?`), never
/// written into the text.
///
/// @param reads whether it only reads, so that it may be tried again when the connection is lost half-way
/// @param plannedAnew whether the server plans it for the values of each call. Otherwise it is prepared, and after a
///     few calls planned once for all values, which is cheaper, and right where one plan suits them all
public record Sql(String name, String text, boolean reads, boolean plannedAnew) {
    public static Sql read(String name, String text) {
        return new Sql(name, text, true, false);
    }

    public static Sql write(String name, String text) {
        return new Sql(name, text, false, false);
    }

    /// A read whose best plan depends on its values: on whether many rows or few meet a condition.
    public static Sql readPlannedAnew(String name, String text) {
        return new Sql(name, text, true, true);
    }
}
