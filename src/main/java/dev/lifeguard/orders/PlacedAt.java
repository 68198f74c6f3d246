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

/// When an order was placed, as its client says. It cannot have been later than now; but a client's clock may be a
/// little ahead, and what it says is then taken for now.
///
/// @param now by the service's clock, which an enum such as [OrderField] has not
record PlacedAt(Instant now) implements BodyField {
    private static final Duration AHEAD = Duration.ofMinutes(1);

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
                .description(takes() + "; now, if it is left out, or ahead by a minute at most")
                .examples(List.of("2026-01-31T12:00:00Z"));
    }

    /// What is kept of it: the database counts microseconds.
    Optional<Instant> read(JsonNode value) {
        return Optional.ofNullable(value.textValue())
                .flatMap(PlacedAt::instant)
                .filter(said -> !said.isBefore(Instant.EPOCH) && !said.isAfter(now.plus(AHEAD)))
                .map(said -> (said.isAfter(now) ? now : said).truncatedTo(ChronoUnit.MICROS));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
