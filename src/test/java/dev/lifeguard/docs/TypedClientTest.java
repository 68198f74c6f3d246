package dev.lifeguard.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeguard.fixture.Token;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client with types generated from the OpenAPI document compiles, and its requests and responses
/// match these types. See `docs/how-to/a-typed-client.md`.
@QuarkusTest
class TypedClientTest {
    private static final Path SOURCES = Path.of("src", "test", "typescript").toAbsolutePath();
    private static final Path DOCUMENT = Path.of("docs", "openapi.yaml").toAbsolutePath();

    @TempDir
    private Path folder;

    @TestHTTPResource
    URI service;

    @Test
    void aClientMadeFromTheDocumentCompilesAndWorks() throws Exception {
        for (String name : List.of("package.json", "tsconfig.json", "client.ts")) {
            Files.copy(SOURCES.resolve(name), folder.resolve(name));
        }
        assumeTrue(
                succeeds("npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"),
                "it needs Node.js, npm and a registry that npm can reach");

        assertThat(run("npm", "run", "--silent", "generate")).as("generate").isEqualTo(0);
        assertThat(run("npm", "run", "--silent", "compile"))
                .as(() -> "compile\n" + output())
                .isEqualTo(0);
        assertThat(run("node", "client.js", service.toString().replaceFirst("/$", ""), Token.of("editor")))
                .as(() -> "run\n" + output())
                .isEqualTo(0);
        assertThat(output()).isEqualToIgnoringWhitespace("""
                {"name":"Şule Öz","status":"active","version":2,"problem":"urn:lifeguard:problem:conflict",\
                "field":"email","order":"paid","cents":4990,"found":[true]}""");
    }

    private boolean succeeds(String... command) throws InterruptedException {
        try {
            return run(command) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// @return its exit code; -1 if it did not end in time
    private int run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().put("OPENAPI", DOCUMENT.toString());
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return -1;
        }
        return process.exitValue();
    }

    private Path log() {
        return folder.resolve("output.log");
    }

    private String output() {
        try {
            return Files.readString(log(), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
