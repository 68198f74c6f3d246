package dev.lifeguard.http;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// What a client is told of a record that it made: known before it is stored, so that it can be stored with it.
///
/// @param location the path of the record
/// @param etag its version, as the header spells it
/// @param body its JSON
public record CreatedResponse(String location, String etag, String body) {
    /// What it is called that an answer was given before.
    private static final String REPLAYED = "Idempotency-Replayed";

    public CreatedResponse(String location, long version, String body) {
        this(location, EntityTag.of(version).toString(), body);
    }

    /// For the request that made the record.
    public RestResponse<Object> first() {
        return response().build();
    }

    /// For a request that only asks again.
    public RestResponse<Object> again() {
        return response().header(REPLAYED, "true").build();
    }

    private ResponseBuilder<Object> response() {
        return ResponseBuilder.<Object>create(Status.CREATED)
                .entity(body)
                .header("Location", location)
                .header("ETag", etag);
    }
}
