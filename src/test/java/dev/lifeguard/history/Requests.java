package dev.lifeguard.history;

import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import java.util.Optional;

/// Requests for tests.
final class Requests {
    static final Request READER = request("GET /api/customers/{id}", Lane.INTERACTIVE);
    static final Request WRITER = request("POST /api/customers", Lane.INTERACTIVE);
    static final Request IMPORTER = request("POST /api/customers/import", Lane.BULK);

    private Requests() {}

    static Request request(String route, Lane lane) {
        return new Request(route, "a request", Optional.empty(), lane);
    }
}
