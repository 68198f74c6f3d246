package dev.lifeguard.advice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What size the pool should have, why, and what other sizes would mean.
///
/// @param verdict about the maximum, which is what requests wait for
/// @param environment the recommended size as lines for the environment
/// @param reasons sentences, the deciding one first
/// @param room the most that the server has room for, if it could be asked
/// @param targetP95WaitMs what 95 of 100 requests should wait at the most
/// @param whatIf the curve, under the load when it was busiest
public record Advice(
        Verdict verdict,
        Confidence confidence,
        Size current,
        Size recommended,
        Optional<Integer> room,
        List<String> environment,
        List<String> reasons,
        double targetP95WaitMs,
        Measured measured,
        List<WhatIf> whatIf) {
    public Advice {
        environment = List.copyOf(environment);
        reasons = List.copyOf(reasons);
        whatIf = List.copyOf(whatIf);
    }

    /// What to do about the maximum.
    public enum Verdict {
        /// It is right, or so near that changing it is not worth while.
        KEEP,
        /// Requests wait too long, and more connections help.
        RAISE,
        /// It is more than is needed, or than the server has room for.
        LOWER,
        /// Too few requests to judge from.
        NOT_ENOUGH_TRAFFIC,
        /// Requests wait too long, and more connections do not help: the database does no more with
        /// them.
        DATABASE_IS_THE_LIMIT,
        /// Requests wait too long, and the server has no room for as many connections as they need.
        NO_ROOM;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the advice was made from.
    ///
    /// @param offeredConnections in use on average if nobody had to wait
    public record Measured(
            double windowSeconds,
            long attempts,
            long served,
            double attemptsPerSecond,
            double busiestPerSecond,
            double meanHoldMs,
            double holdVariation,
            double arrivalVariation,
            double offeredConnections) {
        static Measured of(Demand demand) {
            return new Measured(
                    WhatIf.rounded(demand.window().toNanos() / 1e9),
                    demand.attempts(),
                    demand.served(),
                    WhatIf.rounded(demand.attemptsPerSecond()),
                    WhatIf.rounded(demand.busiestPerSecond()),
                    WhatIf.millis(demand.meanHold()),
                    WhatIf.rounded(demand.holdVariation()),
                    WhatIf.rounded(demand.arrivalVariation()),
                    WhatIf.rounded(demand.normal().offered()));
        }
    }
}
