package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a native image would be made of. This is not a native image and proves nothing about one running; it shows that
/// what is reached by reflection or read as a resource has been registered, which is where one usually fails first.
class NativeSourcesIT {
    private static final Path SOURCES = Path.of("target", "native-sources");
    private static final Path CLASSES = Path.of("target", "classes");

    /// Read without reflection, by JsonBody.
    private static final Set<String> BY_HAND = Set.of("CustomerContent");

    private static JarFile application;

    @BeforeAll
    static void open() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            application = new JarFile(files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toFile());
        }
    }

    @AfterAll
    static void close() throws IOException {
        application.close();
    }

    @Test
    void everyRecordOfTheApiIsReadAndWrittenByReflection() throws IOException {
        Set<String> reflected = reflected();
        Map<String, List<String>> records = wireRecords();

        assertThat(records).hasSizeGreaterThan(50);
        assertThat(records)
                .allSatisfy((schema, named) -> assertThat(named).as(schema).containsAnyElementsOf(reflected));
    }

    @Test
    void whatIsMadeByItsNameIsRegistered() throws IOException {
        assertThat(reflected())
                .contains(
                        "dev.lifeguard.setup.KeepAliveSockets",
                        "dev.lifeguard.pool.PoolDriver",
                        "dev.lifeguard.setup.SettingsSource");
    }

    @Test
    void everyFileThatIsReadWhileRunningIsTakenAlong() throws IOException {
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
    void theNumbersOfBothLanguagesAreKnown() throws IOException {
        assertThat(Files.readString(SOURCES.resolve("native-image.args"))).contains("-H:IncludeLocales=en,tr");
    }

    private static Set<String> reflected() throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode entry : read("META-INF/native-image/reflect-config.json")) {
            names.add(entry.path("name").asText());
        }
        return names;
    }

    /// The records that the API's document describes, by the name they have there.
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
        records.put("Problem", List.of("dev.lifeguard.http.ProblemBody"));
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

    /// All but the sample data, which only a database of our own is filled with.
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
