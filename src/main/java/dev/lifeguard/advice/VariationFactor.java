package dev.lifeguard.advice;

/// By how much waits differ from those of Poisson arrivals and exponential holds.
///
/// Allen and Cunneen take the mean of the two squared coefficients of variation. That is exact for one
/// connection, but for many it promises too little with even holds and far too much with uneven ones (a
/// pool of 10 at 70 %: 0.9 and 1.6 times the truth), because one long hold then blocks one connection
/// out of many. Hence the second factor, after Kimura: a harmonic mean between the wait with
/// exponential holds and with constant ones, the latter after Cosmetatos. The tests hold both against
/// simulated queues.
final class VariationFactor {
    private static final double MOST = 0.24;

    private VariationFactor() {}

    static double of(int connections, double utilisation, double arrivalVariation, double holdVariation) {
        double allenCunneen = (arrivalVariation + holdVariation) / 2;
        double evenHolds = 1 + evenHoldsWaitLonger(connections, utilisation);
        return allenCunneen / (holdVariation + (1 - holdVariation) / evenHolds);
    }

    /// By which share constant holds wait longer than half of what exponential ones would. Bounded
    /// where the approximation leaves its range, at low utilisation.
    private static double evenHoldsWaitLonger(int connections, double utilisation) {
        double share = (1 - utilisation)
                * (connections - 1)
                * (Math.sqrt(4 + 5.0 * connections) - 2)
                / (16 * connections * utilisation);
        return utilisation == 0 ? 0 : Math.min(MOST, share);
    }
}
