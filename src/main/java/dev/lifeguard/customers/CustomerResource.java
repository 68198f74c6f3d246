package dev.lifeguard.customers;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// The routes of customers.
@Path("/api/customers")
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
class CustomerResource {
    private final CustomerStore store;

    CustomerResource(CustomerStore store) {
        this.store = store;
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getCustomer", summary = "One customer")
    public Uni<Customer> get(@RestPath("id") UUID id) {
        return store.byId(id)
                .map(found -> found.orElseThrow(
                        () -> Problem.of(ProblemKind.NOT_FOUND, "No customer has the id %s.".formatted(id))
                                .asException()));
    }
}
