package dev.lifeguard.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a document may name: files, the output of builds, and what `pom.xml` defines.
final class Project {
    private static final Document POM = Document.named("pom.xml");
    private static final String VERSION = POM.find(Pattern.compile("(?m)^  <version>(.+)</version>"))
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();

    /// Files under `target` after some build.
    private static final Pattern MADE = Pattern.compile(
            "target(/(site/jacoco|pit-reports|surefire-reports|failsafe-reports|native-sources|quarkus-run-cyclonedx\\.json|quarkus-app(/(quarkus-run\\.jar|app\\.aot))?|lifeguard-%s(-runner|\\.jar)?))?"
                    .formatted(Pattern.quote(VERSION)));

    private static final Set<String> LIFECYCLE = Set.of("compile", "test", "package", "verify", "clean");

    /// Properties that plugins, Quarkus and tests read without `pom.xml`.
    private static final Set<String> READ_ELSEWHERE = Set.of(
            "jvm",
            "quarkus.native.march",
            "test",
            "it.test",
            "skipTests",
            "update-docs",
            "surefire.rerunFailingTestsCount",
            "failsafe.rerunFailingTestsCount");

    private static final Set<String> SOURCES = sources();

    private Project() {}

    static String version() {
        return VERSION;
    }

    /// Whether a word names a file of this project; other files cannot be checked.
    static boolean isOfOurs(String word) {
        String first = word.replaceFirst("^\\./", "").split("/", 2)[0];
        return first.equals("target")
                || (word.contains("/") && Files.exists(Document.named(first).file()) && !first.isEmpty());
    }

    static boolean has(String path) {
        String name = path.replaceFirst("^\\./", "").replaceFirst("/$", "");
        return MADE.matcher(name).matches() || Files.exists(Document.named(name).file());
    }

    static boolean hasClass(String name) {
        return SOURCES.contains(name);
    }

    static boolean hasBenchmark(String room, String name) {
        return Files.exists(Document.named("src/bench/java/dev/lifeguard/%s/%s.java".formatted(room, name))
                .file());
    }

    static boolean hasProfile(String name) {
        return POM.text().contains("<id>" + name + "</id>");
    }

    /// Whether Maven knows it: a phase, or a goal of a configured plugin.
    static boolean hasGoal(String goal) {
        return LIFECYCLE.contains(goal)
                || (goal.contains(":")
                        && POM.text()
                                .contains("<artifactId>%s-maven-plugin</artifactId>".formatted(goal.split(":")[0])));
    }

    /// Whether a property has an effect. Properties of Quarkus count if the build sets them too, which
    /// tests them.
    static boolean hasProperty(String name) {
        return READ_ELSEWHERE.contains(name)
                || Stream.of("<name>%s</name>", "<%s>", "<%s/>", "${%s}")
                        .anyMatch(use -> POM.text().contains(use.formatted(name)))
                || (name.startsWith("quarkus.") && setByTheBuild().contains(name));
    }

    private static Set<String> setByTheBuild() {
        List<Command> documents = Command.inDocuments();
        return Command.all().stream()
                .filter(command -> !documents.contains(command))
                .flatMap(command -> command.with("-D").stream())
                .map(property -> property.split("=", 2)[0])
                .collect(Collectors.toSet());
    }

    private static Set<String> sources() {
        try (Stream<Path> files = Files.walk(Document.named("src").file())) {
            return files.map(file -> Pattern.compile("(\\w+)\\.java")
                            .matcher(file.getFileName().toString()))
                    .flatMap(name -> name.results().map(MatchResult::group))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
