package dev.lifeguard.nativeimage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// What a process reaches, written by an agent that it is started with.
public final class Recording {
    private final Path agent;
    private final Path file;

    private Recording(Path agent, Path file) {
        this.agent = agent;
        this.file = file;
    }

    /// Makes the agent.
    ///
    /// @param folder for its jar, and for what it writes
    public static Recording in(Path folder) throws IOException {
        Path agent = folder.resolve("recorder.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", CallSites.class.getName());
        attributes.putValue("Boot-Class-Path", agent.getFileName().toString());
        try (OutputStream out = Files.newOutputStream(agent);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : List.of(CallSites.class, Telling.class, Recorder.class, Call.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                type.getClassLoader().getResourceAsStream(name).transferTo(jar);
            }
        }
        return new Recording(agent, Files.createFile(folder.resolve("reached.tsv")));
    }

    /// The option that starts a JVM with it.
    public String option() {
        return "-javaagent:" + agent + "=" + file;
    }

    /// What was reached so far.
    public List<Reached> reached() throws IOException {
        return Reached.read(file);
    }
}
