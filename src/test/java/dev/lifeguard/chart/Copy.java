package dev.lifeguard.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A copy of the chart to render, made once. It has one difference: the pod of `helm test` is an
/// ordinary pod, because `helm template` leaves out hooks here.
final class Copy {
    static final Path FOLDER = make();

    private static final String HOOK = "    helm.sh/hook: test\n";

    private Copy() {}

    private static Path make() {
        Path folder = Chart.inRepository("target/chart/lifeguard");
        try (Stream<Path> old = Files.exists(folder) ? Files.walk(folder) : Stream.of();
                Stream<Path> files = Files.walk(Chart.FOLDER)) {
            for (Path file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
            List<Path> originals = files.filter(Files::isRegularFile).toList();
            for (Path file : originals) {
                Path copy = folder.resolve(Chart.FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace(HOOK, ""));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
