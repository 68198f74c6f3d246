package dev.lifeguard.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Messages;
import dev.lifeguard.diagnosis.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The answer of `GET /health/db/test`: what came back, or which of the two ways to the database works.
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoundTripHealth(
        String status,
        String message,
        @Nullable Cause cause,
        @Nullable TestResult testResult,
        @Nullable Double acquireMs,
        @Nullable Double queryMs,
        @Nullable String serverVersion,
        @Nullable Boolean poolWorks,
        @Nullable Boolean directWorks) {
    /// What the database said.
    record TestResult(int test, Instant currentTime) {}

    static RoundTripHealth of(RoundTrip.Result result, Messages words) {
        return switch (result) {
            case RoundTrip.Succeeded it ->
                new RoundTripHealth(
                        "ok",
                        words.succeeded(),
                        null,
                        new TestResult(it.one(), it.currentTime()),
                        millis(it.acquire()),
                        millis(it.query()),
                        it.serverVersion(),
                        null,
                        null);
            case RoundTrip.Failed it ->
                new RoundTripHealth(
                        "error",
                        words.failed(it.cause()),
                        it.cause(),
                        null,
                        null,
                        null,
                        null,
                        false,
                        it.directWorks().orElse(null));
        };
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
