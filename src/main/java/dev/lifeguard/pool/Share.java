package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import java.util.Map;

/// The share of a lane, in percent of the size of the pool.
///
/// @param own its guaranteed share: other lanes leave it free, or this lane is the next to get a connection
/// @param most its maximum share
record Share(int own, int most) {
    Share {
        if (own < 0 || own > most || most > 100) {
            throw new IllegalArgumentException("a share of %d-%d percent".formatted(own, most));
        }
    }

    /// Parses the form that settings have: `20-50`.
    static Share parse(String text) {
        int dash = text.indexOf('-');
        return new Share(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    static Map<Lane, Share> allOf(PoolSettings settings) {
        return Map.of(
                Lane.INTERACTIVE, parse(settings.interactiveShare()),
                Lane.DASHBOARDS, parse(settings.dashboardsShare()),
                Lane.BULK, parse(settings.bulkShare()));
    }

    int ownOf(int capacity) {
        return capacity * own / 100;
    }

    /// At least one connection, so that a small pool serves every lane.
    int mostOf(int capacity) {
        return Math.max(1, capacity * most / 100);
    }
}
