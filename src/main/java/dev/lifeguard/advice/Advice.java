package dev.lifeguard.advice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What size the pool should have, why, and what other sizes would mean.
///
/// @param verdict what to do about the maximum, as that is what requests wait for
/// @param environment the recommended size as environment variables
/// @param reasons sentences, the decisive one first
/// @param room the most connections that the server has room for; empty if the server did not answer
/// @param targetP95WaitMs the longest time that 95 of 100 requests should wait
/// @param whatIf the curve, under the peak load
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
        /// It is right, or so close that a change is not worthwhile.
        KEEP,
        /// Requests wait too long, and more connections help.
        RAISE,
        /// It is more than is needed, or than the server has room for.
        LOWER,
        /// There are too few requests to judge.
        NOT_ENOUGH_TRAFFIC,
        /// Requests wait too long, and more connections do not help: the database does no more work
        /// with them.
        DATABASE_IS_THE_LIMIT,
        /// Requests wait too long, and the server has no room for as many connections as they need.
        NO_ROOM;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The measurements that the advice is based on.
    ///
    /// @param offeredConnections how many connections would be in use on average if no request had to
    ///     wait
    public record Measured(
            double windowSeconds,
            long attempts,
            long served,
            double attemptsPerSecond,
            double busiestPerSecond,
            double meanHoldMs,
            double holdVariation,
            double offeredConnections) {
        static Measured of(Demand demand) {
            return new Measured(
                    WhatIf.rounded(demand.window().toNanos() / 1e9),
                    demand.attempts(),
                    demand.served(),
                    WhatIf.rounded(demand.attemptsPerSecond()),
                    WhatIf.rounded(demand.busiestPerSecond()),
                    WhatIf.millis(demand.meanLease()),
                    WhatIf.rounded(demand.leaseVariation()),
                    WhatIf.rounded(demand.normal().offered()));
        }
    }
}
