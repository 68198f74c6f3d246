package dev.lifeguard.setup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A data folder under a temporary name, while the server is being created. It is renamed in one step when it
/// is complete. So a folder with a temporary name belongs to a start that was killed, and holds nothing of
/// value.
final class StagedData {
    private static final String PREFIX = "postgres.unfinished-";

    private StagedData() {}

    /// A new, empty folder.
    static Path folder(Path parent) throws IOException {
        return Files.createTempDirectory(parent, PREFIX);
    }

    /// Renames complete data. When this returns, the new name survives a loss of power.
    static void finish(Path unfinished, Path data) throws IOException {
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(data.resolveSibling("."), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /// Whether there is no data yet: no folder, or an empty one.
    static boolean isEmpty(Path data) throws IOException {
        if (!Files.exists(data)) {
            return true;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data)) {
            return !files.iterator().hasNext();
        }
    }

    /// Removes what killed starts have left, and stops their servers. A folder that another process
    /// still writes to is left for the next start; it does no harm.
    static void clear(Path parent) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path unfinished : all) {
                LeftoverServer.stop(unfinished);
                Files.walkFileTree(unfinished, new Remover());
            }
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                // initdb of the killed start is still running, and writing
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
