package dev.lifeguard.setup;

import java.io.IOException;
import java.nio.file.Path;

/// The embedded database in a separate process, which a test can kill. It prints the URL of the
/// database, or why the database did not start, and runs until it is killed or its input ends.
final class EmbeddedService {
    private EmbeddedService() {}

    @SuppressWarnings("SystemOut")
    public static void main(String... arguments) throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]))) {
            System.out.println(database.url());
            System.in.transferTo(System.out);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
