package dev.lifeguard.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.http.BodyField;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// What a client may say about an order, and what it takes.
enum OrderField implements BodyField {
    AMOUNT_CENTS("a whole number from 0 to " + Limits.MOST_CENTS) {
        @Override
        boolean accepts(JsonNode value) {
            return value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= 0
                    && value.longValue() <= Limits.MOST_CENTS;
        }

        @Override
        public Schema schema() {
            return OASFactory.createSchema()
                    .type(List.of(SchemaType.INTEGER))
                    .format("int64")
                    .minimum(BigDecimal.ZERO)
                    .maximum(BigDecimal.valueOf(Limits.MOST_CENTS))
                    .examples(List.of(4990));
        }
    },
    PLACED_AT("a time from 1970 to now, such as 2026-01-31T12:00:00Z") {
        @Override
        boolean accepts(JsonNode value) {
            return value.isTextual()
                    && instant(value.textValue())
                            .filter(it -> !it.isBefore(Instant.EPOCH) && !it.isAfter(Instant.now()))
                            .isPresent();
        }

        @Override
        public Schema schema() {
            return OASFactory.createSchema()
                    .type(List.of(SchemaType.STRING))
                    .format("date-time")
                    .description(takes() + "; now, if it is left out")
                    .examples(List.of("2026-01-31T12:00:00Z"));
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

    static final List<OrderField> OF_NEW = List.of(AMOUNT_CENTS, PLACED_AT);
    static final List<OrderField> OF_CHANGE = List.of(STATUS, AMOUNT_CENTS);

    private final String takes;

    OrderField(String takes) {
        this.takes = takes;
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

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static final class Limits {
        /// What JavaScript can still count exactly, with room for sums.
        static final long MOST_CENTS = 999_999_999_999_999L;
    }
}
