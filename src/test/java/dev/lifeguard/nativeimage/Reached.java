package dev.lifeguard.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a call reached: a line of the [Recorder].
///
/// @param kind `type` a class by name, `all` its members of a kind, `member` and `field` one of them, `handle` one of
///     them through a method handle, `resource`, `service`, `bundle`, `proxy`; `get` and `set` a system property;
///     `unread` a class that could not be watched
/// @param subject the class, or the name of what is none
/// @param initializers the classes that were being initialised, innermost first
public record Reached(String kind, String subject, String member, String caller, List<String> initializers) {
    private static final Set<String> OF_THE_JDK = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toSet());

    /// All that was written, in the order in which it was.
    static List<Reached> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Reached::of).toList();
    }

    private static Reached of(String line) {
        String[] parts = line.split("\t", -1);
        List<String> initializers = parts.length > 4 ? Arrays.asList(parts[4].split(",")) : List.of();
        return new Reached(parts[0], parts[1], parts[2], parts[3], initializers);
    }

    boolean isProperty() {
        return kind.equals("get") || kind.equals("set");
    }

    /// Whether the subject is a class that the JDK brings, or one that only a running JVM makes.
    boolean isOfTheJdk() {
        if (kind.equals("resource") || kind.equals("bundle")) {
            return false;
        }
        String type = subject.replaceFirst("^\\[*L?", "");
        int end = type.lastIndexOf('.');
        return type.contains("/") || end < 0 || OF_THE_JDK.contains(type.substring(0, end));
    }

    @Override
    public String toString() {
        return "%s %s %s, by %s".formatted(kind, subject, member, caller);
    }
}
