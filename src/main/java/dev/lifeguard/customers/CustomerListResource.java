package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerListStore.Count;
import dev.lifeguard.customers.CustomerListStore.Result;
import dev.lifeguard.http.NextLink;
import dev.lifeguard.http.ParameterErrors;
import dev.lifeguard.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The route that lists customers.
@Path("/api/customers")
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
class CustomerListResource {
    private final CustomerListStore store;

    CustomerListResource(CustomerListStore store) {
        this.store = store;
    }

    @GET
    @Operation(
            operationId = "listCustomers",
            summary = "Lists customers, page by page",
            description =
                    "Follow `next_cursor`, or the header `Link`, until there is none. A customer that exists all the"
                            + " time is listed exactly once, whatever is inserted, changed or deleted meanwhile.")
    public Uni<RestResponse<CustomerPage>> list(
            @BeanParam CustomerFilterParameters filter, @BeanParam CustomerListParameters page, UriInfo uri) {
        ParameterErrors bad = new ParameterErrors();
        CustomerListQuery query = page.query(filter.filter(bad), bad);
        bad.check();
        return store.find(query).map(result -> response(query, result, uri));
    }

    private static RestResponse<CustomerPage> response(CustomerListQuery query, Result result, UriInfo uri) {
        Optional<String> cursor = result.more()
                ? Optional.of(
                        CustomerListParameters.cursor(query, result.customers().getLast()))
                : Optional.empty();
        ResponseBuilder<CustomerPage> response = ResponseBuilder.ok(new CustomerPage(
                result.customers(),
                cursor.orElse(null),
                result.count().map(Count::customers).orElse(null),
                result.count().map(count -> count.took().toNanos() / 1e6).orElse(null)));
        cursor.ifPresent(word -> response.header(HttpHeaders.LINK, NextLink.to(word, uri)));
        return response.build();
    }
}
