package dev.lifeguard.customers;

import dev.lifeguard.http.BadParameters;
import dev.lifeguard.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// The list of customers.
@Path("/api/customers")
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
class CustomerListResource {
    private final CustomerListing listing;

    CustomerListResource(CustomerListing listing) {
        this.listing = listing;
    }

    /// A page of customers.
    record Page(List<Customer> items) {}

    @GET
    @Operation(operationId = "listCustomers", summary = "The latest customers")
    public Uni<Page> list(
            @BeanParam CustomerFilterParameters wanted,
            @RestQuery("limit")
                    @DefaultValue("20")
                    @Min(value = 1, message = "must be at least 1")
                    @Max(value = 200, message = "must be at most 200")
                    @Parameter(description = "How many, at most", example = "20")
                    int limit) {
        BadParameters bad = new BadParameters();
        CustomerFilter filter = wanted.filter(bad);
        bad.check();
        return listing.latest(filter, limit).map(Page::new);
    }
}
