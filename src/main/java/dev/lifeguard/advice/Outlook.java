package dev.lifeguard.advice;

import java.time.Duration;

/// What to expect of a number of connections under a load.
public sealed interface Outlook {
    /// The share of connections in use on average; 1 or more if the load exceeds what they can handle.
    double utilisation();

    /// Whether 95 of 100 requests wait no longer than the target.
    boolean keeps(Duration target);

    /// The load can be handled: the queue is empty again and again.
    ///
    /// @param chanceToWait the probability that a request finds every connection in use
    /// @param meanWait over all requests, including those that do not wait
    /// @param p95Wait the longest wait of 95 of 100 requests; zero if fewer than 5 of 100 wait
    record Steady(double utilisation, double chanceToWait, Duration meanWait, Duration p95Wait) implements Outlook {
        @Override
        public boolean keeps(Duration target) {
            return p95Wait.compareTo(target) <= 0;
        }
    }

    /// The load exceeds what the connections can handle: the queue grows for as long as the load lasts,
    /// so no wait can be given.
    record Overrun(double utilisation) implements Outlook {
        @Override
        public boolean keeps(Duration target) {
            return false;
        }
    }

    /// Erlang C gives the chance to wait, and together with [VariationFactor] the mean wait. The waits
    /// of requests that do wait are taken as exponential around their mean: exact for exponential
    /// leases, close for others.
    static Outlook of(int connections, Load load) {
        double utilisation = load.offered() / connections;
        if (utilisation >= 1) {
            return new Overrun(utilisation);
        }
        double chance = ErlangC.chanceToWait(connections, load.offered());
        double whenWaiting = load.meanLease().toNanos()
                / (connections * (1 - utilisation))
                * VariationFactor.of(connections, utilisation, load.leaseVariation());
        double p95 = chance <= BEYOND_P95 ? 0 : whenWaiting * Math.log(chance / BEYOND_P95);
        return new Steady(utilisation, chance, nanos(chance * whenWaiting), nanos(p95));
    }

    /// The share of requests beyond the 95th percentile.
    double BEYOND_P95 = 0.05;

    /// A value beyond the longest possible duration (292 years) becomes that duration instead of
    /// overflowing.
    private static Duration nanos(double value) {
        return Duration.ofNanos((long) value);
    }
}
