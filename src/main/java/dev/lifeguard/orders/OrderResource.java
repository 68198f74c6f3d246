package dev.lifeguard.orders;

import dev.lifeguard.http.ExpectedVersions;
import dev.lifeguard.http.Json;
import dev.lifeguard.http.RecordId;
import dev.lifeguard.http.Representation;
import dev.lifeguard.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The routes of single orders.
@Path("/api/orders")
@Tag(name = "Orders")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
class OrderResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String PATCH = "#/components/schemas/OrderPatch";

    private final OrderStore store;
    private final Json json;

    OrderResource(OrderStore store, Json json) {
        this.store = store;
        this.json = json;
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getOrder", summary = "Returns an order")
    public Uni<RestResponse<Order>> get(
            @RestPath("id") String id, @RestHeader("If-None-Match") List<String> ifNoneMatch) {
        UUID order = RecordId.of(id);
        return store.byId(order)
                .map(found -> found.orElseThrow(() -> OrderStore.missing(order)))
                .map(found -> Representation.unlessKnown(ifNoneMatch, found, found.version()));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.EDITOR)
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(operationId = "patchOrder", summary = "Changes the status or the amount of an order")
    public Uni<RestResponse<Order>> patch(
            @RestPath("id") String id,
            @RestHeader("If-Match") List<String> ifMatch,
            @RequestBody(content = @Content(schema = @Schema(ref = PATCH))) byte @Nullable [] body) {
        return store.change(RecordId.of(id), ExpectedVersions.of(ifMatch), OrderChange.of(json.object(body)))
                .map(changed -> Representation.of(changed, changed.version()));
    }
}
