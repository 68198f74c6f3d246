package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerListSql.Count;
import dev.lifeguard.customers.CustomerListSql.Found;
import dev.lifeguard.customers.CustomerListSql.Question;
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

/// The list of customers.
@Path("/api/customers")
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
class CustomerListResource {
    private final CustomerListSql listing;

    CustomerListResource(CustomerListSql listing) {
        this.listing = listing;
    }

    @GET
    @Operation(
            operationId = "listCustomers",
            summary = "Customers, page by page",
            description =
                    "Follow `next_cursor`, or the header `Link`, until there is none: whoever was there all the time"
                            + " is seen exactly once, whatever others insert, change or delete meanwhile.")
    public Uni<RestResponse<CustomerPage>> list(
            @BeanParam CustomerFilterParameters wanted, @BeanParam CustomerListParameters page, UriInfo asked) {
        ParameterErrors bad = new ParameterErrors();
        Question question = page.question(wanted.filter(bad), bad);
        bad.check();
        return listing.find(question).map(found -> answer(question, found, asked));
    }

    private static RestResponse<CustomerPage> answer(Question question, Found found, UriInfo asked) {
        Optional<String> cursor = found.more()
                ? Optional.of(CustomerListParameters.cursor(
                        question, found.customers().getLast()))
                : Optional.empty();
        ResponseBuilder<CustomerPage> response = ResponseBuilder.ok(new CustomerPage(
                found.customers(),
                cursor.orElse(null),
                found.count().map(Count::customers).orElse(null),
                found.count().map(count -> count.took().toNanos() / 1e6).orElse(null)));
        cursor.ifPresent(word -> response.header(HttpHeaders.LINK, NextLink.to(word, asked)));
        return response.build();
    }
}
