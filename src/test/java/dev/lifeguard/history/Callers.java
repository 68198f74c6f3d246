package dev.lifeguard.history;

import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import java.util.Optional;

/// Who asks, in tests.
final class Callers {
    static final Request READER = caller("GET /api/customers/{id}", Lane.INTERACTIVE);
    static final Request WRITER = caller("POST /api/customers", Lane.INTERACTIVE);
    static final Request IMPORTER = caller("POST /api/customers/import", Lane.BULK);

    private Callers() {}

    static Request caller(String route, Lane lane) {
        return new Request(route, "a request", Optional.empty(), lane);
    }
}
