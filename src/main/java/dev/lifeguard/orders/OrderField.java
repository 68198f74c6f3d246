package dev.lifeguard.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.http.BodyField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// The fields of an order that a client can set, and what each of them accepts. [PlacedAt] is not among
/// them, as it needs a clock.
enum OrderField implements BodyField {
    AMOUNT_CENTS("a whole number from 0 to " + Limits.MAX_CENTS) {
        @Override
        boolean accepts(JsonNode value) {
            return value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= 0
                    && value.longValue() <= Limits.MAX_CENTS;
        }

        @Override
        public Schema schema() {
            return OASFactory.createSchema()
                    .type(List.of(SchemaType.INTEGER))
                    .format("int64")
                    .minimum(BigDecimal.ZERO)
                    .maximum(BigDecimal.valueOf(Limits.MAX_CENTS))
                    .examples(List.of(4990));
        }
    },
    STATUS("one of " + OrderStatus.words(List.of(OrderStatus.values()))) {
        @Override
        boolean accepts(JsonNode value) {
            return value.isTextual() && OrderStatus.of(value.textValue()).isPresent();
        }

        @Override
        public Schema schema() {
            return OASFactory.createSchema().ref("#/components/schemas/OrderStatus");
        }
    };

    static final List<OrderField> OF_CHANGE = List.of(STATUS, AMOUNT_CENTS);

    private final String takes;

    OrderField(String takes) {
        this.takes = takes;
    }

    /// The fields of a new order.
    static List<BodyField> ofNew(PlacedAt placedAt) {
        return List.of(AMOUNT_CENTS, placedAt);
    }

    abstract boolean accepts(JsonNode value);

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isRequired() {
        return this == AMOUNT_CENTS;
    }

    @Override
    public Optional<String> fault(JsonNode value) {
        return accepts(value) ? Optional.empty() : Optional.of("must be " + takes);
    }

    @Override
    public String takes() {
        return takes;
    }

    private static final class Limits {
        /// The largest amount that JavaScript counts exactly, with room for sums.
        static final long MAX_CENTS = 999_999_999_999_999L;
    }
}
