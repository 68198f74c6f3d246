package dev.lifeguard.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The records that the API's document describes.
final class ApiRecords {
    private static final Path CLASSES = Path.of("target", "classes");

    /// Two bodies are read field by field, and the problem that is written is ProblemBody.
    private static final Set<String> NEITHER_READ_NOR_WRITTEN = Set.of("CustomerContent", "Resize", "Problem");

    private ApiRecords() {}

    /// The names of the classes that a schema may stand for: those whose simple name it has.
    static List<List<String>> named(Map<String, Map<String, Object>> schemas) throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev"))) {
            return List.copyOf(files.filter(it -> it.toString().endsWith(".class"))
                    .map(ApiRecords::type)
                    .filter(Class::isRecord)
                    .filter(it ->
                            schemas.getOrDefault(it.getSimpleName(), Map.of()).containsKey("properties"))
                    .filter(it -> !NEITHER_READ_NOR_WRITTEN.contains(it.getSimpleName()))
                    .collect(Collectors.groupingBy(
                            Class::getSimpleName, Collectors.mapping(Class::getName, Collectors.toList())))
                    .values());
        }
    }

    private static Class<?> type(Path file) {
        String name = CLASSES.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
        try {
            return Class.forName(name, false, ApiRecords.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
