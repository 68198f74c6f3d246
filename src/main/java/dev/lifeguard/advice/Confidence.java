package dev.lifeguard.advice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How reliable the advice is.
///
/// The relative error of the load is about `sqrt((1 + cs²) / served)`, with `cs²` the squared variation
/// of leases, so uneven leases need more measurements. Confidence is one level lower if the load was
/// unsteady, or so high that clients may have retried.
public enum Confidence {
    LOW,
    MEDIUM,
    HIGH;

    private static final int FEWEST_SERVED = 30;
    private static final double TOO_UNCERTAIN = 0.3;
    private static final double UNCERTAIN = 0.15;
    private static final double CERTAIN = 0.05;
    private static final double UNSTEADY = 2;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the demand is enough to give advice.
    static boolean isEnough(Demand demand) {
        return demand.served() >= FEWEST_SERVED && errorOf(demand) <= TOO_UNCERTAIN;
    }

    static Confidence in(Demand demand, int connections) {
        Confidence fromData = errorOf(demand) <= CERTAIN ? HIGH : errorOf(demand) <= UNCERTAIN ? MEDIUM : LOW;
        boolean unsteady = demand.busiestPerSecond() > UNSTEADY * demand.attemptsPerSecond();
        boolean overloaded = demand.normal().offered() >= connections;
        return unsteady || overloaded ? fromData.lower() : fromData;
    }

    private Confidence lower() {
        return this == HIGH ? MEDIUM : LOW;
    }

    private static double errorOf(Demand demand) {
        return Math.sqrt((1 + demand.leaseVariation()) / demand.served());
    }
}
