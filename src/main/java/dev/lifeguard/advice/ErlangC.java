package dev.lifeguard.advice;

/// Erlang's formulas for calls that arrive independently of each other.
final class ErlangC {
    private ErlangC() {}

    /// The chance that who arrives finds every server busy and has to wait; 1 when more is offered than
    /// the servers can do. It goes through the chance of loss (Erlang B), whose recurrence stays
    /// between 0 and 1 for any number of servers, where powers and factorials would overflow from 171
    /// on.
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
