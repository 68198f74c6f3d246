package dev.lifeguard.customers;

import dev.lifeguard.http.ParameterErrors;
import dev.lifeguard.http.TextRules;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The query parameters that filter customers (`@BeanParam`). They are read as texts, so that one
/// problem names every parameter that is wrong. An empty parameter counts as absent.
public class CustomerFilterParameters {
    private static final int LONGEST_SEARCH = 100;

    @RestQuery("search")
    @Parameter(
            description = "Part of the name, the e-mail address or the company, in any case",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = LONGEST_SEARCH),
            example = "yılmaz")
    public @Nullable String search;

    @RestQuery("status")
    @Parameter(schema = @Schema(ref = "CustomerStatus"), example = "active")
    public @Nullable String status;

    @RestQuery("country")
    @Parameter(
            description = "ISO 3166-1 alpha-2",
            schema = @Schema(type = SchemaType.STRING, pattern = "^[A-Z]{2}$"),
            example = "TR")
    public @Nullable String country;

    @RestQuery("created_from")
    @Parameter(
            description = "Created at this time or later",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-01-01T00:00:00Z")
    public @Nullable String createdFrom;

    @RestQuery("created_to")
    @Parameter(
            description = "Created before this time",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-02-01T00:00:00Z")
    public @Nullable String createdTo;

    /// The filter that the parameters describe. A parameter that cannot be read is reported, and then
    /// left out.
    public CustomerFilter filter(ParameterErrors bad) {
        return new CustomerFilter(
                bad.read(
                        "search",
                        search,
                        "must be a text of 1 to %d characters, without control characters".formatted(LONGEST_SEARCH),
                        text -> Optional.of(text).filter(it -> TextRules.isLine(it, LONGEST_SEARCH))),
                bad.read("status", status, CustomerField.STATUS.complaint(), CustomerStatus::of),
                bad.read(
                        "country",
                        country,
                        CustomerField.COUNTRY.complaint(),
                        text -> Optional.of(text)
                                .filter(it -> CustomerField.COUNTRY.fault(it).isEmpty())),
                bad.read("created_from", createdFrom, ClientTime.COMPLAINT, ClientTime::read),
                bad.read("created_to", createdTo, ClientTime.COMPLAINT, ClientTime::read));
    }
}
