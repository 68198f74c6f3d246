package dev.lifeguard.customers;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A customer as it is stored.
@Schema(name = "Customer")
public record Customer(
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
        long version) {
    /// A new customer, created now, in its first version.
    static Customer created(UUID id, Instant now, CustomerContent content) {
        return new Customer(
                id,
                content.required(CustomerField.NAME),
                content.required(CustomerField.EMAIL),
                content.optional(CustomerField.PHONE).orElse(null),
                content.optional(CustomerField.COMPANY).orElse(null),
                CustomerStatus.of(content.required(CustomerField.STATUS)).orElseThrow(),
                content.optional(CustomerField.COUNTRY).orElse(null),
                content.optional(CustomerField.NOTES).orElse(null),
                now,
                now,
                1);
    }

    /// The value of a field; empty if the customer has none.
    Optional<String> value(CustomerField field) {
        return Optional.ofNullable(
                switch (field) {
                    case NAME -> name;
                    case EMAIL -> email;
                    case PHONE -> phone;
                    case COMPANY -> company;
                    case STATUS -> status.word();
                    case COUNTRY -> country;
                    case NOTES -> notes;
                });
    }
}
