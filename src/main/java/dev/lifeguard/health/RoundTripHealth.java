package dev.lifeguard.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Messages;
import dev.lifeguard.diagnosis.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The response of `GET /health/db/test`: the result of the round trip or, if it failed, whether the
/// pool and a direct connection work.
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
    /// The row that the database returned.
    record TestResult(int test, Instant currentTime) {}

    static RoundTripHealth of(RoundTrip.Result result, Messages messages) {
        return switch (result) {
            case RoundTrip.Succeeded it ->
                new RoundTripHealth(
                        "ok",
                        messages.succeeded(),
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
                        messages.failed(it.cause()),
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
