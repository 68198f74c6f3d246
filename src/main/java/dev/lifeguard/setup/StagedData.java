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

/// Data of a server that are still in the making, under a name of their own each time. They get their final name
/// in one step when they are complete, so whatever is found under such a name was given up and never held
/// anything of anyone.
final class StagedData {
    private static final String PREFIX = "postgres.unfinished-";

    private StagedData() {}

    /// A new, empty folder for them.
    static Path folder(Path parent) throws IOException {
        return Files.createTempDirectory(parent, PREFIX);
    }

    /// Gives complete data their name, for good: when this returns, no loss of power can take it back.
    static void finish(Path unfinished, Path data) throws IOException {
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(data.resolveSibling("."), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /// Whether there are no data under their final name: no folder, or one that somebody made and left empty.
    static boolean isEmpty(Path data) throws IOException {
        if (!Files.exists(data)) {
            return true;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data)) {
            return !files.iterator().hasNext();
        }
    }

    /// Removes what killed starts have left. What of them still runs is stopped; what resists (a program that
    /// still writes there) is left for the next time, since nobody reads it.
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
                // initdb outlives the service that was killed, and is still writing
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
