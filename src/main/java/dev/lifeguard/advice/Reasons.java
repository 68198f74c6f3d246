package dev.lifeguard.advice;

import dev.lifeguard.advice.Advice.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The reasons for the advice, in sentences with their numbers.
record Reasons(Demand demand, ServerRoom room, Duration target) {
    List<String> forChoice(Advisor.Choice choice, int needed, Size size, Optional<DatabaseLimit> limit) {
        List<String> reasons = new ArrayList<>();
        reasons.add(decisive(choice, needed, limit));
        reasons.add(smallest(needed));
        reasons.add(present());
        reasons.add(measured());
        reasons.add(minimum(size));
        reasons.add(serverRoom());
        return reasons;
    }

    List<String> withoutTraffic(Verdict verdict) {
        List<String> reasons = new ArrayList<>();
        if (verdict == Verdict.LOWER) {
            reasons.add(beyondRoom());
        }
        reasons.add("Not enough traffic to judge: %d requests asked for a connection within %s and %d were served."
                .formatted(demand.attempts(), span(demand.window()), demand.served()));
        reasons.add(serverRoom());
        return reasons;
    }

    private String decisive(Advisor.Choice choice, int needed, Optional<DatabaseLimit> limit) {
        int max = room.maxConnections();
        return switch (choice.verdict()) {
            case KEEP -> "Keep the maximum of %d: %d are needed.".formatted(max, needed);
            case RAISE -> "Raise the maximum from %d to %d.".formatted(max, choice.max());
            case LOWER ->
                choice.max() == needed
                        ? "Lower the maximum from %d to %d: more are not needed.".formatted(max, needed)
                        : beyondRoom();
            case NO_ROOM ->
                "The server has room for only %d connections in this pod, and %s are needed: make room on the server."
                        .formatted(room.largest(), count(needed));
            case DATABASE_IS_THE_LIMIT ->
                limit.map(Reasons::databaseLimit).orElse("More connections will not help: the database is the limit.");
            case NOT_ENOUGH_TRAFFIC -> "Not enough traffic to judge.";
        };
    }

    private static String databaseLimit(DatabaseLimit limit) {
        return """
                More connections will not help: the database is the limit. With %s connections in use it did %s \
                units of work a second, with %s it did %s, while the mean lease time went from %s ms to %s ms.\
                """.formatted(
                        decimal(limit.before().inUse()),
                        decimal(limit.before().throughput()),
                        decimal(limit.after().inUse()),
                        decimal(limit.after().throughput()),
                        decimal(limit.before().leaseMillis()),
                        decimal(limit.after().leaseMillis()));
    }

    private String beyondRoom() {
        return "Lower the maximum from %d to %d: the server has room for no more."
                .formatted(room.maxConnections(), room.largest());
    }

    private String smallest(int needed) {
        return "The smallest size that keeps the wait of 95 of 100 requests within %2$s is %1$s: %3$s."
                .formatted(count(needed), millis(target), outlook(needed));
    }

    private String present() {
        return "With the present maximum of %d: %s.".formatted(room.maxConnections(), outlook(room.maxConnections()));
    }

    private String outlook(int size) {
        return switch (Outlook.of(size, demand.peak())) {
            case Outlook.Overrun overrun ->
                "%s %% utilisation, more than they can handle".formatted(decimal(100 * overrun.utilisation()));
            case Outlook.Steady steady ->
                "%s %% utilisation, %s %% of the requests wait, 95 of 100 no longer than %s"
                        .formatted(
                                decimal(100 * steady.utilisation()),
                                decimal(100 * steady.chanceToWait()),
                                millis(steady.p95Wait()));
        };
    }

    private String measured() {
        return """
                Measured over %s: %s requests a second, %s at the busiest, each holding a connection for %s on \
                average; that is %s connections in use, %s at the busiest.\
                """.formatted(
                        span(demand.window()),
                        decimal(demand.attemptsPerSecond()),
                        decimal(demand.busiestPerSecond()),
                        millis(demand.meanLease()),
                        decimal(demand.normal().offered()),
                        decimal(demand.peak().offered()));
    }

    private String minimum(Size size) {
        return "A minimum of %d covers the normal load of %s connections in use and its usual fluctuation."
                .formatted(size.minConnections(), decimal(demand.normal().offered()));
    }

    private String serverRoom() {
        return room.headroom()
                .map(most -> "The server has room for %d connections in this pod%s."
                        .formatted(most, room.pods() == 1 ? "" : ", one of " + room.pods()))
                .orElse(
                        "The room on the server is not known: check that it accepts as many connections from every pod.");
    }

    private static String count(int needed) {
        return needed > ServerRoom.LARGEST_POOL ? "more than " + ServerRoom.LARGEST_POOL : Integer.toString(needed);
    }

    private static String span(Duration window) {
        return window.compareTo(Duration.ofMinutes(2)) >= 0
                ? decimal(window.toSeconds() / 60.0) + " minutes"
                : decimal(window.toNanos() / 1e9) + " seconds";
    }

    private static String millis(Duration time) {
        return decimal(time.toNanos() / 1e6) + " ms";
    }

    /// With a decimal point in every locale.
    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
