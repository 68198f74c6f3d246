package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerListSql.Question;
import dev.lifeguard.customers.CustomerSort.Position;
import dev.lifeguard.http.Cursor;
import dev.lifeguard.http.ParameterErrors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The query parameters that say which page of a list is wanted, and how it is sorted. They are taken as texts, as
/// those of the filter are.
public class CustomerListParameters {
    private static final int USUAL = 20;
    private static final int MOST = 200;

    @RestQuery("sort")
    @Parameter(
            description = "With `-` from the last to the first",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            defaultValue = "-created_at",
                            enumeration = {
                                "created_at",
                                "-created_at",
                                "name",
                                "-name",
                                "email",
                                "-email",
                                "updated_at",
                                "-updated_at"
                            }))
    public @Nullable String sort;

    @RestQuery("limit")
    @Parameter(
            description = "How many, at most",
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            format = "int32",
                            minimum = "1",
                            maximum = "200",
                            defaultValue = "20"),
            example = "20")
    public @Nullable String limit;

    @RestQuery("cursor")
    @Parameter(
            description = "The `next_cursor` of the page before, with the same filter and sort",
            schema = @Schema(type = SchemaType.STRING))
    public @Nullable String cursor;

    @RestQuery("count")
    @Parameter(
            description = "Counts all that meet the filter, which may take far longer than the page",
            schema = @Schema(type = SchemaType.STRING, enumeration = "exact"))
    public @Nullable String count;

    /// What they ask for. What cannot be read is noted, and left out.
    Question question(CustomerFilter filter, ParameterErrors bad) {
        CustomerSort order = bad.read("sort", sort, CustomerSort.complaint(), CustomerSort::of)
                .orElse(CustomerSort.DEFAULT);
        int most = bad.read(
                        "limit",
                        limit,
                        "must be a whole number from 1 to %d".formatted(MOST),
                        text -> Optional.of(Integer.valueOf(text)).filter(number -> number >= 1 && number <= MOST))
                .orElse(USUAL);
        boolean isThisList = bad.isEmpty();
        Optional<Position> after = bad.read(
                "cursor",
                isThisList ? cursor : null,
                "must be the next_cursor of a list with the same filter and sort, as it came",
                word -> Cursor.read(word, scope(filter, order)).flatMap(order::position));
        boolean counted = bad.read(
                        "count",
                        count,
                        "must be exact",
                        text -> Optional.of(text).filter("exact"::equals))
                .isPresent();
        return new Question(filter, order, after, most, counted);
    }

    /// The cursor that leads on from the last customer of a page.
    static String cursor(Question question, Customer last) {
        return Cursor.of(
                scope(question.filter(), question.sort()), question.sort().texts(last));
    }

    private static List<String> scope(CustomerFilter filter, CustomerSort order) {
        return Stream.concat(Stream.of("customers", order.word()), filter.texts().stream())
                .toList();
    }
}
