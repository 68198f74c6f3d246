package dev.lifeguard.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A PostgreSQL server that is still running after the service that started it was killed. Its data is safe,
/// but it blocks the next start.
final class LeftoverServer {
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(10);

    /// An id that no process has.
    private static final String NO_PROCESS = Integer.toString(Integer.MAX_VALUE);

    private LeftoverServer() {}

    /// Stops the server that runs on a data folder: first by a fast shutdown, which ends sessions and writes
    /// everything, then by an immediate shutdown, after which it recovers from its log on the next start. If no
    /// server runs, a stale `postmaster.pid` is made harmless, so that it does not block the next start.
    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> running = pid(data).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (running.isPresent() && isServerOf(data, running.get())) {
            stop(running.get());
        } else {
            clearPidFile(data, running.isPresent());
        }
    }

    private static void stop(ProcessHandle postmaster) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(process -> signal("CONT", process));
        if (!(endsAfter("INT", postmaster, FAST_SHUTDOWN) || endsAfter("QUIT", postmaster, IMMEDIATE_SHUTDOWN))) {
            all.forEach(ProcessHandle::destroyForcibly);
            await(postmaster, IMMEDIATE_SHUTDOWN);
        }
    }

    /// The process id in `postmaster.pid`, whether or not that process still runs.
    static Optional<Long> pid(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .findFirst()
                            .filter(line -> line.matches("[0-9]{1,18}"))
                            .map(Long::parseLong)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The system reuses process ids, so the file may name an unrelated process, even the server of another
    /// folder.
    private static boolean isServerOf(Path data, ProcessHandle process) throws IOException {
        if (!process.info().command().orElse("").endsWith("postgres")) {
            return false;
        }
        Path ours = data.toRealPath();
        for (String argument : process.info().arguments().orElse(new String[0])) {
            if (argument.startsWith("/") && Files.exists(Path.of(argument))) {
                if (Path.of(argument).toRealPath().equals(ours)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// PostgreSQL does not start if its `postmaster.pid` names any running process, or is empty. The
    /// rest of the file is kept: PostgreSQL uses it to check that no part of the old server is left.
    private static void clearPidFile(Path data, boolean namesOtherProcess) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (namesOtherProcess) {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.set(0, NO_PROCESS);
            Files.write(file, lines);
        } else if (Files.exists(file) && Files.size(file) == 0) {
            Files.delete(file);
        }
    }

    private static boolean endsAfter(String signal, ProcessHandle process, Duration timeout) {
        signal(signal, process);
        return await(process, timeout);
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
