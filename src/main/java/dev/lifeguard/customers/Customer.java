package dev.lifeguard.customers;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A customer as it is stored.
@Schema(name = "Customer")
record Customer(
        UUID id,
        @Schema(examples = "Elif Yılmaz") String name,
        @Schema(examples = "elif.yilmaz.17@example.com") String email,
        @Nullable String phone,
        @Nullable String company,
        CustomerStatus status,
        @Schema(examples = "TR") @Nullable String country,
        @Nullable String notes,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
