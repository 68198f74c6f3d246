package dev.lifeguard.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Lives in the process that is watched, and writes a line for what a call reached: its kind, the class or name, the
/// member, the class with the call, and which classes were being initialised. No line is written twice.
///
/// Safe for use by several threads. It is on the boot class path: all classes see it, and it sees the JDK only.
public final class Recorder {
    private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();
    private static final StackWalker STACK = StackWalker.getInstance();

    private static Path file = Path.of("reached.tsv");

    private Recorder() {}

    static void to(Path written) {
        file = written;
    }

    /// Called after each call of [CallSites#WATCHED] that returned, by the code that [Telling] adds.
    ///
    /// @param callee the simple class and the method that was called
    /// @param given receiver and arguments; null for those that are primitive
    /// @param result null if there is none, or a primitive one
    /// @param constants the strings and names of classes that the caller loaded last, each on a line
    public static void returned(String callee, Object[] given, Object result, String caller, String constants) {
        Call call = new Call(callee, given, result, caller);
        if (!call.isConstant(constants.lines().toList())) {
            call.write();
        }
    }

    static void write(String kind, String subject, String member, String caller) {
        String line = String.join("\t", kind, subject, member, caller);
        if (WRITTEN.contains(line)) {
            return;
        }
        String initialized = STACK.walk(
                frames -> frames.filter(frame -> frame.getMethodName().equals("<clinit>"))
                        .map(StackWalker.StackFrame::getClassName)
                        .collect(Collectors.joining(",")));
        // What was reached while a class was initialised may be reached again later.
        String whole = initialized.isEmpty() ? line : line + "\t" + initialized;
        if (WRITTEN.add(whole)) {
            append(whole);
        }
    }

    private static synchronized void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
