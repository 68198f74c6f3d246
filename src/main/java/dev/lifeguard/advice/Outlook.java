package dev.lifeguard.advice;

import java.time.Duration;

/// What to expect of a number of connections under a load.
public sealed interface Outlook {
    /// The share of connections in use on average; from 1 on, more is asked for than they can do.
    double utilisation();

    /// Whether waits stay under the target, for 95 of 100 requests.
    boolean keeps(Duration target);

    /// The queue comes and goes.
    ///
    /// @param chanceToWait that a request finds every connection in use
    /// @param meanWait over all requests, those that do not wait included
    /// @param p95Wait what 95 of 100 requests stay under; zero when fewer than 5 of 100 wait at all
    record Steady(double utilisation, double chanceToWait, Duration meanWait, Duration p95Wait) implements Outlook {
        @Override
        public boolean keeps(Duration target) {
            return p95Wait.compareTo(target) <= 0;
        }
    }

    /// More is asked for than the connections can do: the queue grows for as long as it lasts, and no
    /// wait can be named.
    record Overrun(double utilisation) implements Outlook {
        @Override
        public boolean keeps(Duration target) {
            return false;
        }
    }

    /// Erlang C gives the chance to wait, and with [VariationFactor] the mean wait. The wait of those who
    /// wait at all is taken as exponential around that mean: exact for Poisson arrivals and exponential
    /// holds, close for others.
    static Outlook of(int connections, Load load) {
        double utilisation = load.offered() / connections;
        if (utilisation >= 1) {
            return new Overrun(utilisation);
        }
        double chance = ErlangC.chanceToWait(connections, load.offered());
        double whenWaiting = load.meanHold().toNanos()
                / (connections * (1 - utilisation))
                * VariationFactor.of(connections, utilisation, load.arrivalVariation(), load.holdVariation());
        double p95 = chance <= BEYOND_P95 ? 0 : whenWaiting * Math.log(chance / BEYOND_P95);
        return new Steady(utilisation, chance, nanos(chance * whenWaiting), nanos(p95));
    }

    /// The share of requests that a 95th percentile leaves out.
    double BEYOND_P95 = 0.05;

    /// A cast stops at the longest time that there is (292 years) instead of overflowing.
    private static Duration nanos(double value) {
        return Duration.ofNanos((long) value);
    }
}
