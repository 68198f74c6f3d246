package dev.lifeguard.work;

import java.util.Optional;

/// An HTTP request, or work that the service starts by itself.
///
/// @param route method and template, such as `GET /api/customers/{id}`
/// @param id the id in the response and in each log line
/// @param traceId the trace that the request belongs to, if there is one
public record Request(String route, String id, Optional<String> traceId, Lane lane) {
    /// Work that the service starts by itself.
    public static final Request INTERNAL = new Request("lifeguard", "", Optional.empty(), Lane.INTERACTIVE);
}
