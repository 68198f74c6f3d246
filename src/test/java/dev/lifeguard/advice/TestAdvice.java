package dev.lifeguard.advice;

import dev.lifeguard.advice.Advice.Measured;
import dev.lifeguard.advice.Advice.Verdict;
import java.time.Duration;
import java.util.List;

/// Advice by hand, of which autosizing reads the verdict, the confidence and the maximum.
final class Advised {
    private Advised() {}

    static Advice to(int max) {
        return to(max, Verdict.KEEP, Confidence.MEDIUM);
    }

    static Advice to(int max, Verdict verdict, Confidence confidence) {
        Demand demand = Demand.even(1, 1, Duration.ofMinutes(1), Duration.ofMillis(1), 1);
        Size size = new Size(1, max);
        return new Advice(
                verdict,
                confidence,
                size,
                size,
                java.util.Optional.empty(),
                List.of(),
                List.of(),
                10,
                Measured.of(demand),
                List.of());
    }
}
