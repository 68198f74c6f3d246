package dev.lifeguard.http;

import java.util.Optional;

/// For whom something is done.
///
/// @param route method and template, such as `GET /api/customers/{id}`
/// @param requestId the id that is in the answer and in each log line
/// @param traceId of the trace that the request belongs to, if it does
public record Caller(String route, String requestId, Optional<String> traceId, Lane lane) {
    /// Nobody's request: what the service does of its own accord.
    public static final Caller ITSELF = new Caller("lifeguard", "", Optional.empty(), Lane.INTERACTIVE);
}
