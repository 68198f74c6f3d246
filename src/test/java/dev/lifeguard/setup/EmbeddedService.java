package dev.lifeguard.setup;

import java.io.IOException;
import java.nio.file.Path;

/// The embedded database in a process of its own, to be killed by a test. It prints how to reach the database when
/// that is up, or why it is not, and stays until it is killed or its input ends.
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
