package dev.lifeguard.orders;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An order as it is stored.
@Schema(name = "Order")
record Order(
        UUID id,
        UUID customerId,
        OrderStatus status,
        @Schema(examples = "4990") long amountCents,
        Instant placedAt,
        Instant updatedAt,
        long version) {}
