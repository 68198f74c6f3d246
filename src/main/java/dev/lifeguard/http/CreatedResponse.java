package dev.lifeguard.http;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// The response to a request that creates a record. It is built before the record is stored, so that
/// both can be stored in one transaction.
///
/// @param location the path of the record
/// @param etag its version, as the header `ETag` spells it
/// @param body the record as JSON
public record CreatedResponse(String location, String etag, String body) {
    /// The header that marks a repeated response.
    private static final String REPLAYED = "Idempotency-Replayed";

    public CreatedResponse(String location, long version, String body) {
        this(location, EntityTag.of(version).toString(), body);
    }

    /// The response to the request that created the record.
    public RestResponse<Object> first() {
        return response().build();
    }

    /// The response to a repetition of that request.
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
