package dev.lifeguard.customers;

import dev.lifeguard.database.Ids;
import dev.lifeguard.database.InsertResult;
import dev.lifeguard.http.CreatedResponse;
import dev.lifeguard.http.ExpectedVersions;
import dev.lifeguard.http.IdempotencyClaim;
import dev.lifeguard.http.IdempotencyKey;
import dev.lifeguard.http.Json;
import dev.lifeguard.http.RecordId;
import dev.lifeguard.http.Representation;
import dev.lifeguard.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The routes of single customers.
@Path("/api/customers")
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
class CustomerResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String CONTENT = "#/components/schemas/CustomerContent";
    private static final String PATCH = "#/components/schemas/CustomerPatch";

    private final CustomerStore store;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    CustomerResource(CustomerStore store, Json json, Ids ids, Clock clock) {
        this.store = store;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createCustomer", summary = "Creates a customer")
    @APIResponseSchema(value = Customer.class, responseCode = "201", responseDescription = "The customer as stored")
    public Uni<RestResponse<Object>> create(
            @RestHeader("Idempotency-Key") List<String> key,
            @RequestBody(content = @Content(schema = @Schema(ref = CONTENT))) byte @Nullable [] body,
            @Context SecurityContext user) {
        Optional<IdempotencyKey> idempotencyKey =
                IdempotencyKey.of(key, user.getUserPrincipal().getName(), "POST /api/customers", body);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Customer customer = Customer.created(ids.at(now), now, CustomerContent.ofNew(json.object(body)));
        return store.create(customer, idempotencyKey.map(it -> new IdempotencyClaim(it, response(customer))))
                .map(inserted -> switch (inserted) {
                    case InsertResult.Inserted<Customer> it ->
                        response(it.row()).first();
                    case InsertResult.Replayed<Customer> it -> it.response().again();
                });
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getCustomer", summary = "Returns a customer")
    public Uni<RestResponse<Customer>> get(
            @RestPath("id") String id, @RestHeader("If-None-Match") List<String> ifNoneMatch) {
        UUID customer = RecordId.of(id);
        return store.byId(customer)
                .map(found -> found.orElseThrow(() -> CustomerStore.missing(customer)))
                .map(found -> Representation.unlessKnown(ifNoneMatch, found, found.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.EDITOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceCustomer", summary = "Replaces all fields of a customer")
    public Uni<RestResponse<Customer>> replace(
            @RestPath("id") String id,
            @RestHeader("If-Match") List<String> ifMatch,
            @RequestBody(content = @Content(schema = @Schema(ref = CONTENT))) byte @Nullable [] body) {
        return change(RecordId.of(id), ifMatch, CustomerContent.ofReplacement(json.object(body)));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.EDITOR)
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(operationId = "patchCustomer", summary = "Changes some fields of a customer")
    public Uni<RestResponse<Customer>> patch(
            @RestPath("id") String id,
            @RestHeader("If-Match") List<String> ifMatch,
            @RequestBody(content = @Content(schema = @Schema(ref = PATCH))) byte @Nullable [] body) {
        return change(RecordId.of(id), ifMatch, CustomerContent.ofPatch(json.object(body)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.EDITOR)
    @Operation(operationId = "deleteCustomer", summary = "Deletes a customer that has no orders")
    public Uni<Void> delete(@RestPath("id") String id, @RestHeader("If-Match") List<String> ifMatch) {
        return store.delete(RecordId.of(id), ExpectedVersions.of(ifMatch)).replaceWithVoid();
    }

    private Uni<RestResponse<Customer>> change(UUID id, List<String> ifMatch, CustomerContent content) {
        return store.change(id, ExpectedVersions.of(ifMatch), content)
                .map(changed -> Representation.of(changed, changed.version()));
    }

    private CreatedResponse response(Customer customer) {
        return new CreatedResponse("/api/customers/" + customer.id(), customer.version(), json.text(customer));
    }
}
