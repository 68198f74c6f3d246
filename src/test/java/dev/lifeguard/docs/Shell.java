package dev.lifeguard.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A parser for the part of the shell's language that documents use: words, quotes, comments, pipes,
/// and other separators of commands.
final class Shell {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<space>\\s+)|(?<comment>(?<=^|\\s)#.*)|(?<between>\\|\\||&&|[|;&])|'(?<single>[^']*)'|\"(?<double>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>[^\\s'\"|;&]+)");

    private final List<List<List<String>>> pipelines = new ArrayList<>();
    private List<List<String>> pipeline = new ArrayList<>();
    private List<String> command = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private boolean inWord;

    private Shell() {}

    /// Pipelines of commands; each command is a list of words.
    static List<List<List<String>>> pipelines(String script) {
        Shell shell = new Shell();
        script.replace("\\\n", " ").lines().forEach(shell::read);
        return shell.pipelines;
    }

    private void read(String line) {
        Matcher matcher = TOKEN.matcher(line);
        while (matcher.find()) {
            if (matcher.group("space") != null) {
                endWord();
            } else if (matcher.group("between") != null) {
                endCommand(matcher.group("between").equals("|"));
            } else if (matcher.group("comment") == null) {
                inWord = true;
                word.append(text(matcher));
            }
        }
        endCommand(false);
    }

    private static String text(Matcher matcher) {
        if (matcher.group("single") != null) {
            return matcher.group("single");
        }
        return matcher.group("double") != null
                ? matcher.group("double").replaceAll("\\\\(.)", "$1")
                : matcher.group("plain");
    }

    private void endWord() {
        if (inWord) {
            command.add(word.toString());
        }
        word = new StringBuilder();
        inWord = false;
    }

    private void endCommand(boolean piped) {
        endWord();
        if (!command.isEmpty()) {
            pipeline.add(command);
        }
        command = new ArrayList<>();
        if (!piped && !pipeline.isEmpty()) {
            pipelines.add(pipeline);
            pipeline = new ArrayList<>();
        }
    }
}
