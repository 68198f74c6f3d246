package dev.lifeguard.pool.history;

import dev.lifeguard.http.Caller;
import dev.lifeguard.http.Lane;
import java.util.Optional;

/// Who asks, in tests.
final class Callers {
    static final Caller READER = caller("GET /api/customers/{id}", Lane.INTERACTIVE);
    static final Caller WRITER = caller("POST /api/customers", Lane.INTERACTIVE);
    static final Caller IMPORTER = caller("POST /api/customers/import", Lane.BULK);

    private Callers() {}

    static Caller caller(String route, Lane lane) {
        return new Caller(route, "a request", Optional.empty(), lane);
    }
}
