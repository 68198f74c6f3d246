package dev.lifeguard.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A command in a document, in the build of an image, or in a workflow.
///
/// @param where the file that contains it
/// @param words its words, without leading assignments
/// @param source the command that is piped into it
record Command(Document where, List<String> words, Optional<Command> source) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh\n(.*?)^ *```$");
    private static final Pattern IN_A_SENTENCE =
            Pattern.compile("`((?:\\./mvnw|java -|\\.ci/|helm |kubectl |docker )[^`…]*)`");
    private static final Pattern RUN_IN_AN_IMAGE = Pattern.compile("(?m)^RUN ((?:.*\\\\\n)*.*)$");
    private static final Pattern RUN_IN_A_WORKFLOW = Pattern.compile("(?m)^ *(?:- )?run: (\\||.*)$((?:\n {10,}.*)*)");

    /// The commands in documents.
    static List<Command> inDocuments() {
        return Document.pages().stream()
                .flatMap(page -> Stream.of(BLOCK, IN_A_SENTENCE)
                        .flatMap(pattern -> page.find(pattern).flatMap(found -> in(page, found.group(1)))))
                .toList();
    }

    /// The commands in documents, workflows and the builds of images.
    static List<Command> all() {
        Stream<Command> workflows = files(".github/workflows")
                .flatMap(file -> file.find(RUN_IN_A_WORKFLOW)
                        .flatMap(found -> in(file, found.group(1).equals("|") ? found.group(2) : found.group(1))));
        Stream<Command> images = files("src/main/docker")
                .flatMap(file -> file.find(RUN_IN_AN_IMAGE).flatMap(found -> in(file, found.group(1))));
        return Stream.of(inDocuments().stream(), workflows, images)
                .flatMap(commands -> commands)
                .toList();
    }

    /// The commands of a script.
    static Stream<Command> in(Document where, String script) {
        return Shell.pipelines(script).stream().flatMap(pipeline -> {
            Command[] commands = new Command[pipeline.size()];
            for (int i = 0; i < commands.length; i++) {
                List<String> words = pipeline.get(i).stream()
                        .dropWhile(word -> word.matches("\\w+=.*"))
                        .toList();
                commands[i] = new Command(where, words, i == 0 ? Optional.empty() : Optional.of(commands[i - 1]));
            }
            return Stream.of(commands).filter(command -> !command.words().isEmpty());
        });
    }

    private static Stream<Document> files(String folder) {
        try (Stream<Path> files = Files.list(Document.named(folder).file())) {
            return files.sorted().map(Document::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean is(String tool) {
        return words.getFirst().equals(tool);
    }

    /// The words after an option, for each time that it is given.
    List<String> after(String option) {
        return IntStream.range(0, words.size() - 1)
                .filter(i -> words.get(i).equals(option))
                .mapToObj(i -> words.get(i + 1))
                .toList();
    }

    /// The values in the same word as an option, such as `name=value` in `-Dname=value` for `-D`.
    List<String> with(String option) {
        return words.stream()
                .filter(word -> word.startsWith(option) && word.length() > option.length())
                .map(word -> word.substring(option.length()))
                .toList();
    }

    @Override
    public String toString() {
        return where + ": " + String.join(" ", words);
    }
}
