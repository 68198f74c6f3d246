package dev.lifeguard.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the JMH benchmarks of one class and prints their results in one table. Arguments are JMH's own,
/// such as `-i 1 -w 1 -r 1` for a quick look; `-t` replaces the default numbers of clients.
final class Jmh {
    private Jmh() {}

    static Collection<RunResult> run(Class<?> benchmarks, String[] arguments, int... clients)
            throws CommandLineOptionException, RunnerException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        int[] numbers =
                given.getThreads().hasValue() ? new int[] {given.getThreads().get()} : clients;
        List<RunResult> results = new ArrayList<>();
        for (int number : numbers) {
            results.addAll(new Runner(new OptionsBuilder()
                            .parent(given)
                            .include("\\." + benchmarks.getSimpleName() + "\\.")
                            .addProfiler(CpuPerOperation.class)
                            .shouldFailOnError(true)
                            .threads(number)
                            .build())
                    .run());
        }
        return results;
    }

    /// A table with a row for each number of clients. It has the CPU time of an operation and the
    /// operations a second for each benchmark, and compares the last benchmark with the one before it.
    static String table(Collection<RunResult> results, String... names) {
        StringBuilder table = new StringBuilder("| clients |");
        Arrays.stream(names).forEach(name -> table.append(" %s µs CPU | %s a second |".formatted(name, name)));
        table.append(" above by µs CPU | times slower |\n|--:|").append("--:|".repeat(2 * names.length + 2));
        results.stream()
                .map(result -> result.getParams().getThreads())
                .distinct()
                .forEach(clients -> {
                    table.append("\n| %d |".formatted(clients));
                    for (String name : names) {
                        RunResult result = find(results, clients, name);
                        table.append(round(" %.2f | %,.0f |", cpu(result), perSecond(result)));
                    }
                    RunResult last = find(results, clients, names[names.length - 1]);
                    RunResult other = find(results, clients, names[names.length - 2]);
                    table.append(round(" %.2f | %.2f |", cpu(last) - cpu(other), perSecond(other) / perSecond(last)));
                });
        return table.toString();
    }

    private static RunResult find(Collection<RunResult> results, int clients, String name) {
        return results.stream()
                .filter(result -> result.getParams().getThreads() == clients)
                .filter(result -> result.getPrimaryResult().getLabel().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double cpu(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(CpuPerOperation.LABEL))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow();
    }

    /// JMH reports the average time of one operation on one thread.
    private static double perSecond(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        return 1e6 * result.getParams().getThreads() / primary.getScore();
    }

    private static String round(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
