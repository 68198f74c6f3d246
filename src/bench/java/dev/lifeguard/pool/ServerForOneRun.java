package dev.lifeguard.pool;

import dev.lifeguard.fixture.PostgresServer;
import java.nio.file.Files;

/// A PostgreSQL for one run, which is gone afterwards also when the run is interrupted or fails.
final class ServerForOneRun {
    private ServerForOneRun() {}

    static PostgresServer start() {
        PostgresServer server = PostgresServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (Files.exists(server.data())) {
                server.close();
            }
        }));
        return server;
    }
}
