package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The bill of materials lists what is in the jar.
class BillOfMaterialsIT {
    private static final Path BUILT = Path.of("target", "quarkus-app", "lib", "main");

    @Test
    void everyPackagedLibraryIsListedWithItsVersionAndHash() throws IOException {
        Map<String, JsonNode> listed = StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(Path.of("target", "quarkus-run-cyclonedx.json")
                                        .toFile())
                                .path("components")
                                .spliterator(),
                        false)
                .collect(Collectors.toMap(
                        component -> component.path("group").asText()
                                + "." + component.path("name").asText()
                                + "-" + component.path("version").asText(),
                        component -> component,
                        (one, other) -> one.has("hashes") ? one : other));
        List<String> packaged;
        try (Stream<Path> files = Files.list(BUILT)) {
            packaged = files.map(file -> file.getFileName().toString().replaceAll("\\.jar$", ""))
                    .toList();
        }

        assertThat(packaged)
                .hasSizeGreaterThan(100)
                .allSatisfy(library -> assertThat(listed.keySet().stream().filter(library::startsWith))
                        .as(library)
                        .isNotEmpty());
        assertThat(listed.get("org.postgresql.postgresql-" + version(packaged))
                        .path("purl")
                        .asText())
                .startsWith("pkg:maven/org.postgresql/postgresql@" + version(packaged));
        assertThat(listed.get("org.postgresql.postgresql-" + version(packaged)).path("hashes"))
                .isNotEmpty();
    }

    private static String version(List<String> packaged) {
        String prefix = "org.postgresql.postgresql-";
        return packaged.stream()
                .filter(name -> name.startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .substring(prefix.length());
    }
}
