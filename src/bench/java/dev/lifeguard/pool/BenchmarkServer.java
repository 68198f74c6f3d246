package dev.lifeguard.pool;

import dev.lifeguard.fixture.PostgresServer;
import java.nio.file.Files;

/// A PostgreSQL for one run. It is removed afterwards, even if the run is interrupted or fails.
final class BenchmarkServer {
    private BenchmarkServer() {}

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
