package dev.lifeguard.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.http.BodyField;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// The time at which an order was placed, as the client sends it. It cannot be later than now. As the
/// clock of a client may be slightly ahead, a time within the next minute counts as now.
///
/// @param now the time of the service, which an enum such as [OrderField] does not have
record PlacedAt(Instant now) implements BodyField {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    @Override
    public String word() {
        return "placed_at";
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public Optional<String> fault(JsonNode value) {
        return read(value).isPresent() ? Optional.empty() : Optional.of("must be " + takes());
    }

    @Override
    public String takes() {
        return "a time from 1970 to now, such as 2026-01-31T12:00:00Z";
    }

    @Override
    public Schema schema() {
        return OASFactory.createSchema()
                .type(List.of(SchemaType.STRING))
                .format("date-time")
                .description(takes() + "; the time of the request if it is left out, or at most a minute ahead")
                .examples(List.of("2026-01-31T12:00:00Z"));
    }

    /// The time to store, in microseconds as the database stores it; empty if the value is not
    /// accepted.
    Optional<Instant> read(JsonNode value) {
        return Optional.ofNullable(value.textValue())
                .flatMap(PlacedAt::instant)
                .filter(time -> !time.isBefore(Instant.EPOCH) && !time.isAfter(now.plus(CLOCK_TOLERANCE)))
                .map(time -> (time.isAfter(now) ? now : time).truncatedTo(ChronoUnit.MICROS));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
