package dev.lifeguard.run;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service in a process of its own, the jar or the binary that was built, in a given folder, with a given
/// environment and nothing of ours, on a free port. Its output is kept beside the folder.
final class ServiceProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://(\\S+?):(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final Process process;
    private final Path out;
    private final Path err;

    private ServiceProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// Starts it and waits for nothing.
    static ServiceProcess start(Path folder, Map<String, String> environment, String... arguments) {
        return startWith(List.of(), folder, environment, arguments);
    }

    /// Starts it with options for its memory, such as `-Xmx128m`.
    static ServiceProcess startWith(
            List<String> options, Path folder, Map<String, String> environment, String... arguments) {
        try {
            Path output = folder.toAbsolutePath().getParent();
            Path out = Files.createTempFile(output, folder.getFileName() + "-", ".out");
            Path err = Files.createTempFile(output, folder.getFileName() + "-", ".err");
            List<String> command = new ArrayList<>(BuiltApplication.command(options));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(surroundings());
            builder.environment().putAll(environment);
            return new ServiceProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without folding, so that all that uses the pool is what a test does.
    private static Map<String, String> surroundings() {
        Map<String, String> kept = new HashMap<>(Map.of("HTTP_PORT", "0", "DASHBOARD_FOLD_EVERY", "0s"));
        for (String name : List.of("PATH", "HOME", "LANG", "TMPDIR")) {
            Optional.ofNullable(System.getenv(name)).ifPresent(value -> kept.put(name, value));
        }
        return kept;
    }

    /// Waits until it listens; it may not have reached its database yet.
    ServiceProcess listening() {
        await("listening")
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || listeningLine().find());
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ":\n" + output() + errors());
        }
        return this;
    }

    /// Waits until it has said of itself that it is started.
    ServiceProcess started() {
        listening();
        await("started").atMost(PATIENCE).until(() -> get("/health/started").statusCode() == 200);
        return this;
    }

    String host() {
        return found().group(1);
    }

    int port() {
        return Integer.parseInt(found().group(2));
    }

    private Matcher found() {
        Matcher line = listeningLine();
        if (!line.find()) {
            throw new AssertionError("it does not listen:\n" + output() + errors());
        }
        return line;
    }

    private Matcher listeningLine() {
        return LISTENING.matcher(output());
    }

    HttpResponse<String> get(String path, String... headers) {
        try {
            return getLater(path, headers).get(90, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("GET " + path + " failed", e);
        }
    }

    /// Sends a change as JSON.
    HttpResponse<String> patch(String path, String body, String... headers) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                    .timeout(Duration.ofSeconds(60))
                    .headers(headers)
                    .header("Content-Type", "application/json")
                    .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError("PATCH " + path + " failed", e);
        }
    }

    CompletableFuture<HttpResponse<String>> getLater(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// What it has written to its standard output so far.
    String output() {
        return read(out);
    }

    /// What it has written to its standard error so far.
    String errors() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGTERM, as Kubernetes sends it.
    ServiceProcess terminate() {
        process.destroy();
        return this;
    }

    /// SIGKILL.
    ServiceProcess kill() {
        process.destroyForcibly();
        return this;
    }

    /// Waits for the end.
    ///
    /// @return the exit code
    int ended() {
        await("the end of the process").atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /// Ends it if it still runs, politely if it takes the hint.
    @Override
    public void close() {
        client.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
