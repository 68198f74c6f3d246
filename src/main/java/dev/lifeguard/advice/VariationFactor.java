package dev.lifeguard.advice;

/// The factor by which waits differ from those with exponential leases. Arrivals are Poisson in both
/// cases.
///
/// Allen and Cunneen take the mean of the squared coefficients of variation of arrivals and of leases.
/// That is exact for one connection. For many it is too low with even leases and far too high with
/// uneven ones (for a pool of 10 at 70 %: 0.9 and 1.6 times the truth), because one long lease then
/// blocks only one connection of many. Hence the second factor, after Kimura: a harmonic mean between
/// the waits with exponential leases and with constant ones, the latter after Cosmetatos. The tests
/// compare both with simulated queues.
final class VariationFactor {
    private static final double MOST = 0.24;

    private VariationFactor() {}

    static double of(int connections, double utilisation, double leaseVariation) {
        double allenCunneen = (1 + leaseVariation) / 2;
        double evenLeases = 1 + excessWithEvenLeases(connections, utilisation);
        return allenCunneen / (leaseVariation + (1 - leaseVariation) / evenLeases);
    }

    /// By which share waits with constant leases exceed half of those with exponential ones. Limited
    /// where the approximation is out of its range, at low utilisation.
    private static double excessWithEvenLeases(int connections, double utilisation) {
        double share = (1 - utilisation)
                * (connections - 1)
                * (Math.sqrt(4 + 5.0 * connections) - 2)
                / (16 * connections * utilisation);
        return utilisation == 0 ? 0 : Math.min(MOST, share);
    }
}
