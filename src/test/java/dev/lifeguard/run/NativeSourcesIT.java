package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.nativeimage.NativeSources;
import dev.lifeguard.nativeimage.Reached;
import dev.lifeguard.nativeimage.Recording;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The sources of the native image. This builds no image and runs none. It shows that everything
/// reached by reflection or read as a resource is registered, where a native image usually fails first.
class NativeSourcesIT {
    private static final Path SOURCES = Path.of("target", "native-sources");

    @TempDir
    private static Path temp;

    private static PostgresServer server;
    private static Collector collector;
    private static Recording recording;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        recording = Recording.in(temp);
        server = PostgresServer.start();
        collector = new Collector();
        service = ServiceProcess.start(
                        Files.createDirectory(temp.resolve("service")),
                        Map.of(
                                "JAVA_TOOL_OPTIONS", recording.option(),
                                "DATABASE_URL", server.url(),
                                "AUTH_SECRET", System.getProperty("auth.secret"),
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(),
                                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "50ms"))
                .started();
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = service.port();
    }

    @AfterAll
    static void end() {
        RestAssured.reset();
        service.close();
        collector.close();
        server.close();
    }

    /// Also on its own this fails, as nothing was asked then.
    @Test
    void everyRecordOfTheApiIsRegisteredForReflection() throws IOException {
        Set<String> reflected = reflected();
        Map<String, List<String>> records = wireRecords();

        assertThat(records).hasSizeGreaterThan(50);
        assertThat(records).allSatisfy(types -> assertThat(types).anyMatch(sources::registers));
    }

    @Test
    void classesCreatedByNameAreRegistered() throws IOException {
        assertThat(reflected())
                .contains(
                        "dev.lifeguard.setup.KeepAliveSockets",
                        "dev.lifeguard.connections.PoolDriver",
                        "dev.lifeguard.setup.SettingsSource");
    }

    @Test
    void everyFileReadAtRunTimeIsIncluded() throws IOException {
        String patterns = read("META-INF/native-image/resource-config.json").toString();
        List<String> missing = new ArrayList<>();
        for (String file : resources()) {
            if (!patterns.contains(file)) {
                missing.add(file);
            }
        }
        assertThat(missing).as(patterns).isEmpty();
    }

    @Test
    void bothLanguagesAreIncluded() throws IOException {
        assertThat(Files.readString(SOURCES.resolve("native-image.args"))).contains("-H:IncludeLocales=en,tr");
    }

    private static Set<String> reflected() throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode entry : read("META-INF/native-image/reflect-config.json")) {
            names.add(entry.path("name").asText());
        }
        return names;
    }

    /// The records that the OpenAPI document describes, by their names there.
    private static Map<String, List<String>> wireRecords() throws IOException {
        JsonNode schemas = read("META-INF/quarkus-generated-openapi-doc.JSON")
                .path("components")
                .path("schemas");
        Map<String, List<String>> records = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev"))) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".class")).toList()) {
                Class<?> type = type(file);
                if (type.isRecord() && schemas.path(type.getSimpleName()).has("properties")) {
                    records.computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>())
                            .add(type.getName());
                }
            }
        }
        records.keySet().removeAll(BY_HAND);
        return records;
    }

    private static Class<?> type(Path file) {
        String name = CLASSES.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
        try {
            return Class.forName(name, false, NativeSourcesIT.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /// All but the sample data, which only an embedded database gets.
    private static List<String> resources() throws IOException {
        List<String> names = new ArrayList<>(List.of("messages"));
        for (String folder : List.of("db/migration", "META-INF/resources")) {
            try (Stream<Path> files = Files.walk(CLASSES.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .map(file -> CLASSES.relativize(file).toString())
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static JsonNode read(String entry) throws IOException {
        try (InputStream content = application.getInputStream(application.getJarEntry(entry))) {
            return new ObjectMapper().readTree(content);
        }
    }
}
