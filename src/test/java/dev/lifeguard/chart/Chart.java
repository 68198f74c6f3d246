package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The chart with some values; later values take precedence.
record Chart(String release, List<String> values) {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    static final Path FOLDER = ROOT.resolve("helm/lifeguard");

    private static final String KUBERNETES = "1.33.0";
    private static final String NAMESPACE = "shop";

    Chart {
        values = List.copyOf(values);
    }

    /// With the required values only: a database, and a way to check tokens.
    static Chart minimal() {
        return bare().with("""
                database: {existingSecret: {name: db}}
                auth: {existingSecret: {name: keys}}
                """);
    }

    /// With the default values only, which are not enough to render it.
    static Chart bare() {
        return new Chart("lifeguard", List.of());
    }

    static Chart preset(String name) {
        return bare().with(read(FOLDER.resolve("values-" + name + ".yaml")));
    }

    Chart with(String yaml) {
        return new Chart(
                release, Stream.concat(values.stream(), Stream.of(yaml)).toList());
    }

    Chart releasedAs(String name) {
        return new Chart(name, values);
    }

    Rendering render() {
        return Rendering.of(text());
    }

    /// All documents, as Helm renders them.
    String text() {
        List<Path> files = new ArrayList<>();
        try {
            TemplateCommand command = new Helm(Copy.FOLDER)
                    .template()
                    .withName(release)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(KUBERNETES);
            for (String yaml : values) {
                Path file = Files.createTempFile("lifeguard-values-", ".yaml");
                files.add(file);
                command.withValuesFile(Files.writeString(file, yaml));
            }
            return command.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            files.forEach(Chart::delete);
        }
    }

    /// Helm's error message when it does not render.
    String refusal() {
        List<String> said = new ArrayList<>();
        assertThatThrownBy(this::text).satisfies(refusal -> said.add(String.valueOf(refusal.getMessage())));
        return said.getFirst();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file that a test compares, and rewrites with `-Dupdate-docs`.
    static String kept(Path file, String expected) {
        try {
            if (System.getProperty("update-docs") != null) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, expected);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path inRepository(String path) {
        return ROOT.resolve(path);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
