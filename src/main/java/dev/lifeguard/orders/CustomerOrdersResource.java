package dev.lifeguard.orders;

import dev.lifeguard.database.Ids;
import dev.lifeguard.database.InsertResult;
import dev.lifeguard.http.CreatedResponse;
import dev.lifeguard.http.IdempotencyClaim;
import dev.lifeguard.http.IdempotencyKey;
import dev.lifeguard.http.Json;
import dev.lifeguard.http.JsonBody;
import dev.lifeguard.http.NextLink;
import dev.lifeguard.http.ParameterErrors;
import dev.lifeguard.http.RecordId;
import dev.lifeguard.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// The routes of the orders of a customer.
@Path("/api/customers/{id}/orders")
@Tag(name = "Orders")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
class CustomerOrdersResource {
    private static final String CONTENT = "#/components/schemas/OrderContent";

    private final OrderStore store;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    CustomerOrdersResource(OrderStore store, Json json, Ids ids, Clock clock) {
        this.store = store;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listOrders",
            summary = "Lists the orders of a customer, page by page",
            description =
                    "The latest order comes first. Follow `next_cursor`, or the header `Link`, until there is none.")
    public Uni<RestResponse<OrderPage>> list(
            @RestPath("id") String id,
            @RestQuery("limit")
                    @Parameter(
                            description = "The largest number of orders on a page",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            format = "int32",
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "20"),
                            example = "20")
                    @Nullable
                    String limit,
            @RestQuery("cursor") @Parameter(description = "The `next_cursor` of the previous page") @Nullable
                    String cursor,
            UriInfo uri) {
        ParameterErrors bad = new ParameterErrors();
        Optional<UUID> customer = RecordId.read(id, bad);
        int most = bad.limit(limit);
        Optional<OrderPosition> position = customer.flatMap(it -> bad.read(
                "cursor",
                cursor,
                "must be the next_cursor of this customer's orders, as it came",
                word -> OrderPosition.read(word, it)));
        bad.check();
        return list(customer.orElseThrow(), position.orElse(OrderPosition.START), most, uri);
    }

    private Uni<RestResponse<OrderPage>> list(UUID customer, OrderPosition position, int limit, UriInfo uri) {
        return store.after(position, customer, limit + 1)
                .map(found -> response(OrderPage.of(customer, found, limit), uri));
    }

    private static RestResponse<OrderPage> response(OrderPage page, UriInfo uri) {
        ResponseBuilder<OrderPage> response = ResponseBuilder.ok(page);
        Optional.ofNullable(page.nextCursor())
                .ifPresent(cursor -> response.header(HttpHeaders.LINK, NextLink.to(cursor, uri)));
        return response.build();
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createOrder", summary = "Creates an order for a customer, with the status pending")
    @APIResponseSchema(value = Order.class, responseCode = "201", responseDescription = "The order as stored")
    public Uni<RestResponse<Object>> create(
            @RestPath("id") String id,
            @RestHeader("Idempotency-Key") List<String> key,
            @RequestBody(content = @Content(schema = @Schema(ref = CONTENT))) byte @Nullable [] body,
            @Context SecurityContext user) {
        UUID customer = RecordId.of(id);
        Optional<IdempotencyKey> idempotencyKey = IdempotencyKey.of(
                key, user.getUserPrincipal().getName(), "POST /api/customers/%s/orders".formatted(customer), body);
        Order order = created(customer, json.object(body));
        return store.create(order, idempotencyKey.map(it -> new IdempotencyClaim(it, response(order))))
                .map(inserted -> switch (inserted) {
                    case InsertResult.Inserted<Order> it -> response(it.row()).first();
                    case InsertResult.Replayed<Order> it -> it.response().again();
                });
    }

    private Order created(UUID customer, JsonBody body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        PlacedAt placedAt = new PlacedAt(now);
        body.checkWhole(OrderField.ofNew(placedAt), Set.of());
        Instant placed = body.value(placedAt).flatMap(placedAt::read).orElse(now);
        long amount = body.value(OrderField.AMOUNT_CENTS).orElseThrow().longValue();
        return new Order(ids.at(now), customer, OrderStatus.PENDING, amount, placed, now, 1);
    }

    private CreatedResponse response(Order order) {
        return new CreatedResponse("/api/orders/" + order.id(), order.version(), json.text(order));
    }
}
