package dev.lifeguard.pool;

import dev.lifeguard.advice.Load;
import dev.lifeguard.advice.Outlook;
import java.time.Duration;

/// The waits that the advice predicts for a load, in milliseconds. NaN if it predicts an endless queue.
record Prediction(double meanWaitMillis, double p95WaitMillis) {
    private static final Prediction NONE = new Prediction(Double.NaN, Double.NaN);

    static Prediction of(
            int connections, double perSecond, Duration meanLease, double leaseVariation) {
        Load load = new Load(perSecond, meanLease, leaseVariation);
        return switch (Outlook.of(connections, load)) {
            case Outlook.Overrun overrun -> NONE;
            case Outlook.Steady steady -> new Prediction(millis(steady.meanWait()), millis(steady.p95Wait()));
        };
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
