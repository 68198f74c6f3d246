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

/// A PostgreSQL server that outlived the service which had started it. Its data is safe; it only stands in the
/// way.
final class LeftoverServer {
    private static final Duration FAST = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /// No system gives a process this id.
    private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);

    private LeftoverServer() {}

    /// Stops a server that still runs on a data folder, first politely (sessions are ended, everything is
    /// written), then at once (it recovers from its log on the next start). If there is none, sees to it that the
    /// note of one that is gone does not keep the next one from starting.
    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> noted = pid(data).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (noted.isPresent() && isServerOf(data, noted.get())) {
            stop(noted.get());
        } else {
            disown(data, noted.isPresent());
        }
    }

    private static void stop(ProcessHandle postmaster) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(process -> signal("CONT", process));
        if (!(endsAfter("INT", postmaster, FAST) || endsAfter("QUIT", postmaster, AT_ONCE))) {
            all.forEach(ProcessHandle::destroyForcibly);
            await(postmaster, AT_ONCE);
        }
    }

    /// The process id that a server noted in its data folder, whether or not it still runs.
    static Optional<Long> pid(Path data) {
        Path note = data.resolve("postmaster.pid");
        try {
            return Files.exists(note)
                    ? Files.readAllLines(note).stream()
                            .findFirst()
                            .filter(line -> line.matches("[0-9]{1,18}"))
                            .map(Long::parseLong)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A process id is used again by the system, so the note may point at a stranger, even at the server of
    /// another folder.
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

    /// PostgreSQL does not start while its note names a living process, whoever that is, or while the note is
    /// empty. The rest of the note stays: by it PostgreSQL makes sure that no part of the old server is left.
    private static void disown(Path data, boolean namesAStranger) throws IOException {
        Path note = data.resolve("postmaster.pid");
        if (namesAStranger) {
            List<String> lines = new ArrayList<>(Files.readAllLines(note));
            lines.set(0, NOBODY);
            Files.write(note, lines);
        } else if (Files.exists(note) && Files.size(note) == 0) {
            Files.delete(note);
        }
    }

    private static boolean endsAfter(String signal, ProcessHandle process, Duration patience) {
        signal(signal, process);
        return await(process, patience);
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

    private static boolean await(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
