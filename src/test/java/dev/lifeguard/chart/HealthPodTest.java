package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The script of the pod that `helm test` starts, run against a server with prepared responses.
class HealthPodTest {
    private static final Map<String, Integer> WELL = Map.of(
            "/health", 200,
            "/health/live", 200,
            "/health/ready", 200,
            "/health/started", 200,
            "/health/db", 401,
            "/health/db/test", 401);

    private final Map<String, Integer> answers = new ConcurrentHashMap<>(WELL);
    private HttpServer service;

    @BeforeAll
    static void needsAShellAndCurl() {
        assumeThat(List.of("/bin/sh", "/usr/bin/curl"))
                .as("sh and curl are there; without them the script cannot run")
                .allMatch(program -> Files.isExecutable(Path.of(program)));
    }

    @BeforeEach
    void answer() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            boolean operator =
                    "Bearer a-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int status = answers.getOrDefault(exchange.getRequestURI().getPath(), 404);
            exchange.sendResponseHeaders(operator && status == 401 ? 200 : status, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void itPassesIfAllIsWell() throws Exception {
        Ended pod = run(Chart.minimal());

        assertThat(pod.output()).contains("/health: 200\n", "/health/ready: 200\n", "/health/db/test: 401\n");
        assertThat(pod.status()).isZero();
    }

    @Test
    void withAnOperatorsTokenItCallsProtectedRoutes() throws Exception {
        Ended pod = run(SwitchesTest.Switch.TOKEN.chart());

        assertThat(pod.output()).contains("/health/db: 200\n", "/health/db/test: 200\n");
        assertThat(pod.status()).isZero();
    }

    @Test
    void itFailsAndNamesTheRoute() throws Exception {
        answers.put("/health/ready", 503);

        Ended pod = run(Chart.minimal());

        assertThat(pod.output())
                .contains("/health/ready: 503\n", "/health/started: 200\n")
                .contains("FAILED: /health/ready should answer 200.\n");
        assertThat(pod.status()).isEqualTo(1);
    }

    @Test
    void itFailsWithoutAResponse() throws Exception {
        service.stop(0);

        Ended pod = run(Chart.minimal());

        assertThat(pod.output()).contains("FAILED: /health should answer 200. /health/live should answer 200.");
        assertThat(pod.status()).isEqualTo(1);
    }

    private record Ended(int status, String output) {}

    private Ended run(Chart chart) throws IOException, InterruptedException {
        JsonNode container = chart.render().one("Pod").at("/spec/containers/0");
        String script = container.at("/command/2").asText();
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true);
        shell.environment()
                .putAll(Map.of(
                        "SERVICE", "http://127.0.0.1:" + service.getAddress().getPort(), "OPERATOR", "a-token"));
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
