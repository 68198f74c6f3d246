package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.util.Map;

/// What a lane may have of the pool, in percent of its size.
///
/// @param own what is always its own: nobody may take so much that this could not be had at once, or next
/// @param most what it can never exceed
record Share(int own, int most) {
    Share {
        if (own < 0 || own > most || most > 100) {
            throw new IllegalArgumentException("a share of %d-%d percent".formatted(own, most));
        }
    }

    /// Reads a share as a setting has it: `20-50`.
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

    /// At least one, so that no lane is shut out of a small pool.
    int mostOf(int capacity) {
        return Math.max(1, capacity * most / 100);
    }
}
