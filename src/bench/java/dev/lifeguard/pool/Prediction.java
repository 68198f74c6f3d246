package dev.lifeguard.pool;

import dev.lifeguard.advice.Load;
import dev.lifeguard.advice.Outlook;
import java.time.Duration;

/// What the advice expects of a load, in milliseconds; no numbers where it expects a queue without end.
record Prediction(double meanWaitMillis, double p95WaitMillis) {
    private static final Prediction NONE = new Prediction(Double.NaN, Double.NaN);

    static Prediction of(
            int connections, double perSecond, Duration meanHold, double holdVariation) {
        Load load = new Load(perSecond, meanHold, holdVariation);
        return switch (Outlook.of(connections, load)) {
            case Outlook.Overrun overrun -> NONE;
            case Outlook.Steady steady -> new Prediction(millis(steady.meanWait()), millis(steady.p95Wait()));
        };
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
