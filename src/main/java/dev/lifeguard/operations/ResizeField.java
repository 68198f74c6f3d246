package dev.lifeguard.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.http.BodyField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// The fields of the body of `PATCH /pool`. Null counts as absent.
enum ResizeField implements BodyField {
    MIN_CONNECTIONS(0),
    MAX_CONNECTIONS(1);

    static final List<ResizeField> ALL = List.of(values());

    private static final int MOST = 1000;

    private final int least;

    ResizeField(int least) {
        this.least = least;
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public Optional<String> fault(JsonNode value) {
        boolean valid = value.isNull()
                || (value.isIntegralNumber()
                        && value.canConvertToInt()
                        && value.intValue() >= least
                        && value.intValue() <= MOST);
        return valid ? Optional.empty() : Optional.of("must be " + takes());
    }

    @Override
    public String takes() {
        return "a whole number from %d to %d".formatted(least, MOST);
    }

    @Override
    public Schema schema() {
        return OASFactory.createSchema()
                .type(List.of(SchemaType.INTEGER))
                .format("int32")
                .minimum(BigDecimal.valueOf(least))
                .maximum(BigDecimal.valueOf(MOST));
    }
}
