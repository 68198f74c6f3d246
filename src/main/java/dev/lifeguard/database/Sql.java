package dev.lifeguard.database;

/// A statement and the name under which logs and statistics list it. Values are always bound (`?`),
/// never written into the text.
///
/// @param reads whether the statement only reads, so that it may be retried after its connection was
///     lost
/// @param customPlan whether the server plans each call for its values. Otherwise the statement is
///     prepared, and after a few calls one plan serves all values, which is cheaper and right if no
///     value needs a plan of its own
public record Sql(String name, String text, boolean reads, boolean customPlan) {
    public static Sql read(String name, String text) {
        return new Sql(name, text, true, false);
    }

    public static Sql write(String name, String text) {
        return new Sql(name, text, false, false);
    }

    /// A read whose best plan depends on its values, that is, on how many rows meet a condition.
    public static Sql readWithCustomPlan(String name, String text) {
        return new Sql(name, text, true, true);
    }
}
