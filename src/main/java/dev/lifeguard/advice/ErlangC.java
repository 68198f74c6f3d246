package dev.lifeguard.advice;

/// Erlang's formulas, for arrivals that are independent of each other.
final class ErlangC {
    private ErlangC() {}

    /// The probability that an arrival finds every server busy and has to wait; 1 if more is offered
    /// than the servers can handle. It is computed from the probability of loss (Erlang B), whose
    /// recurrence stays between 0 and 1 for any number of servers, while powers and factorials would
    /// overflow from 171 servers on.
    static double chanceToWait(int servers, double offered) {
        double utilisation = offered / servers;
        if (utilisation >= 1) {
            return 1;
        }
        double loss = 1;
        for (int server = 1; server <= servers; server++) {
            loss = offered * loss / (server + offered * loss);
        }
        return loss / (1 - utilisation * (1 - loss));
    }
}
