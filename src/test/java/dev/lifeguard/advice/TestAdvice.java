package dev.lifeguard.advice;

import dev.lifeguard.advice.Advice.Measured;
import dev.lifeguard.advice.Advice.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Advice for tests. Autosizing reads its verdict, its confidence and its maximum.
final class TestAdvice {
    private TestAdvice() {}

    static Advice maximum(int max) {
        return maximum(max, Verdict.KEEP, Confidence.MEDIUM);
    }

    static Advice maximum(int max, Verdict verdict, Confidence confidence) {
        Demand demand = TestDemand.even(1, 1, Duration.ofMinutes(1), Duration.ofMillis(1), 1);
        Size size = new Size(1, max);
        return new Advice(
                verdict,
                confidence,
                size,
                size,
                Optional.empty(),
                List.of(),
                List.of(),
                10,
                Measured.of(demand),
                List.of());
    }
}
