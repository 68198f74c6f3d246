package dev.lifeguard.server;

import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A PgBouncer in front of a server, for one test: on the loopback interface only.
record PgBouncer(Process process, int port, Path settings) implements AutoCloseable {
    /// Where Debian and other distributions install it.
    private static final List<Path> PATHS =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    static boolean isInstalled() {
        return executables().findFirst().isPresent();
    }

    /// @param mode `session` or `transaction`
    static PgBouncer start(PostgresServer server, String mode, String user) throws IOException {
        int port = freePort();
        Path settings = Files.createTempFile("pgbouncer-", ".ini");
        Files.writeString(settings, """
                [databases]
                lifeguard = host=127.0.0.1 port=%d dbname=lifeguard user=%s password=%s pool_size=4
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.port(), user, Source.PASSWORD, port, mode));
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
        Process process = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().until(() -> !process.isAlive() || isListening(port));
        return new PgBouncer(process, port, settings);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(settings);
    }

    /// PgBouncer refuses to run as root.
    private static List<String> command(Path settings) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(executables().findFirst().orElseThrow().toString());
        command.add(settings.toString());
        return command;
    }

    private static Stream<Path> executables() {
        return PATHS.stream().filter(Files::isExecutable);
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
