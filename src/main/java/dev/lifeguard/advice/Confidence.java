package dev.lifeguard.advice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How far the advice can be trusted.
///
/// The load is known to within about `sqrt((ca² + cs²) / served)`, so uneven holds need more of them.
/// It is trusted one step less when the load was far from steady, or so high that callers may have
/// tried again and again.
public enum Confidence {
    LOW,
    MEDIUM,
    HIGH;

    private static final int FEWEST_SERVED = 30;
    private static final double TOO_VAGUE = 0.3;
    private static final double VAGUE = 0.15;
    private static final double SHARP = 0.05;
    private static final double UNSTEADY = 2;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether there is anything to judge from.
    static boolean canTell(Demand demand) {
        return demand.served() >= FEWEST_SERVED && errorOf(demand) <= TOO_VAGUE;
    }

    static Confidence in(Demand demand, int connections) {
        Confidence fromData = errorOf(demand) <= SHARP ? HIGH : errorOf(demand) <= VAGUE ? MEDIUM : LOW;
        boolean unsteady = demand.busiestPerSecond() > UNSTEADY * demand.attemptsPerSecond();
        boolean overrun = demand.normal().offered() >= connections;
        return unsteady || overrun ? fromData.less() : fromData;
    }

    private Confidence less() {
        return this == HIGH ? MEDIUM : LOW;
    }

    private static double errorOf(Demand demand) {
        return Math.sqrt((demand.arrivalVariation() + demand.holdVariation()) / demand.served());
    }
}
