package dev.lifeguard.nativeimage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an image is made of, as the build writes it to `target/native-sources`, and what of that which was reached on
/// a JVM it would lack.
public final class NativeSources {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "META-INF/native-image/";
    private static final String SERVICES = "META-INF/services/";

    private final Arguments arguments;
    private final Registered registered = new Registered();
    private final Set<String> initializedAtRunTime = new HashSet<>();

    private NativeSources(Arguments arguments) {
        this.arguments = arguments;
    }

    public static NativeSources read(Path folder) throws IOException {
        NativeSources sources = new NativeSources(Arguments.of(Files.readString(folder.resolve("native-image.args"))));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".jar")).toList()) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    for (JarEntry entry : jar.stream().toList()) {
                        sources.add(file.getFileName().toString(), jar, entry);
                    }
                }
            }
        }
        return sources;
    }

    /// The options that the builder is given.
    public List<String> arguments() {
        return arguments.all();
    }

    /// Whether a class can be found by its name.
    public boolean registers(String type) {
        return registered.has(new Reached("type", type, "", "", List.of()));
    }

    /// What an image would not find of that which was reached. The classes of the JDK are the builder's business.
    public List<Reached> lacking(List<Reached> reached) {
        return reached.stream()
                .filter(it -> !it.isProperty() && !isBuiltIn(it) && !it.isOfTheJdk())
                .filter(it -> !registered.has(it))
                .toList();
    }

    /// What reads a system property while the image is built, though our code sets it when the image runs, and the
    /// builder does not have it.
    ///
    /// @param ours the packages of our code
    public List<Reached> readTooEarly(List<Reached> reached, String ours) {
        Set<String> set = reached.stream()
                .filter(it -> it.kind().equals("set") && it.caller().startsWith(ours))
                .map(Reached::subject)
                .filter(property -> !arguments.set(property))
                .collect(Collectors.toSet());
        return reached.stream()
                .filter(it -> it.kind().equals("get") && set.contains(it.subject()) && isBuiltIn(it))
                .toList();
    }

    /// Whether it was reached for a class that is initialised while the image is built, where all classes are found.
    private boolean isBuiltIn(Reached reached) {
        return !initializedAtRunTime.containsAll(reached.initializers());
    }

    private void add(String jarName, JarFile jar, JarEntry entry) throws IOException {
        String name = entry.getName();
        if (name.startsWith(SERVICES) && !entry.isDirectory()) {
            registered.addProviders(name.substring(SERVICES.length()), text(jar, entry));
        } else if (name.startsWith(METADATA) && name.endsWith("/native-image.properties")) {
            initializedAtRunTime.addAll(Arguments.of(text(jar, entry)).listed("--initialize-at-run-time"));
        } else if (name.startsWith(METADATA) && name.endsWith(".json") && !arguments.exclude(jarName, name)) {
            registered.add(JSON.readTree(bytes(jar, entry)));
        } else if (name.equals(Features.GENERATED)) {
            initializedAtRunTime.addAll(Features.initializedAtRunTime(bytes(jar, entry)));
        } else if (name.endsWith("Feature.class")
                && arguments.listed("--features").contains(typeName(name))) {
            registered.addNamed(Features.named(bytes(jar, entry)));
        }
    }

    private static String typeName(String entry) {
        return entry.replaceFirst("\\.class$", "").replace('/', '.');
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        return new String(bytes(jar, entry), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }
}
