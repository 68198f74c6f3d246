package dev.lifeguard.health;

import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Messages;
import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.diagnosis.RoundTrip;
import dev.lifeguard.security.Role;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// The health routes: a summary for anyone, details for an operator.
@Path("/health")
@Tag(name = "Health", description = "Is the service up, can the pool serve, does the database answer?")
@Produces(MediaType.APPLICATION_JSON)
class HealthResource {
    private final PoolView pool;
    private final RoundTrip roundTrip;

    HealthResource(PoolView pool, RoundTrip roundTrip) {
        this.pool = pool;
        this.roundTrip = roundTrip;
    }

    @GET
    @PermitAll
    @NonBlocking
    @Operation(
            operationId = "getHealth",
            summary = "Whether the process is alive, and how busy its pool is",
            description = "Never touches the database and never waits. Always 200 while the process serves.")
    public ProcessHealth health(@Context HttpHeaders headers) {
        Messages messages = Messages.forReader(headers.getAcceptableLanguages());
        PoolSnapshot snapshot = pool.snapshot();
        Diagnosis diagnosis = pool.diagnosis(snapshot);
        String status = diagnosis.status() == Diagnosis.Status.HEALTHY ? "ok" : "warning";
        return new ProcessHealth(
                status, messages.running(), PoolUse.of(snapshot), messages.forAnyone(diagnosis.warnings()));
    }

    @GET
    @Path("/db")
    @RolesAllowed(Role.OPERATOR)
    @NonBlocking
    @Operation(
            operationId = "getDatabaseHealth",
            summary = "The state of the pool, and whether trouble comes from the pool or the database",
            description =
                    "Reads what the background monitor has seen, so it responds at once whatever the database does.")
    @APIResponse(responseCode = "200", description = "The pool can serve")
    @APIResponse(responseCode = "503", description = "The pool cannot serve; `cause` says why")
    public RestResponse<PoolHealth> database(@Context HttpHeaders headers) {
        Messages messages = Messages.forReader(headers.getAcceptableLanguages());
        PoolSnapshot snapshot = pool.snapshot();
        Diagnosis diagnosis = pool.diagnosis(snapshot);
        PoolHealth body = new PoolHealth(
                diagnosis.status(),
                diagnosis.cause().orElse(null),
                snapshot,
                messages.inFull(diagnosis.warnings()),
                recommendations(messages, snapshot, diagnosis));
        return RestResponse.ResponseBuilder.create(
                        diagnosis.status() == Diagnosis.Status.ERROR ? Status.SERVICE_UNAVAILABLE : Status.OK, body)
                .build();
    }

    @GET
    @Path("/db/test")
    @RolesAllowed(Role.OPERATOR)
    @Operation(
            operationId = "testDatabase",
            summary = "A real round trip to the database",
            description = "Goes through the pool. If that fails, it also tries a connection outside the pool, and says"
                    + " which of the two works.")
    @APIResponse(responseCode = "200", description = "The pool and the database work")
    @APIResponse(responseCode = "503", description = "The round trip failed; `cause` says why")
    public Uni<RestResponse<RoundTripHealth>> test(@Context HttpHeaders headers) {
        Messages messages = Messages.forReader(headers.getAcceptableLanguages());
        return roundTrip
                .run()
                .map(result -> RestResponse.ResponseBuilder.create(
                                result instanceof RoundTrip.Succeeded ? Status.OK : Status.SERVICE_UNAVAILABLE,
                                RoundTripHealth.of(result, messages))
                        .build());
    }

    private static Map<String, String> recommendations(Messages messages, PoolSnapshot snapshot, Diagnosis diagnosis) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("optimal_range", messages.optimalRange());
        lines.put("current_config", "min=%d, max=%d".formatted(snapshot.minConnections(), snapshot.maxConnections()));
        diagnosis.cause().ifPresent(cause -> lines.put("action", messages.cure(cause)));
        return lines;
    }
}
