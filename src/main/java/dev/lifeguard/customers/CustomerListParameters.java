package dev.lifeguard.customers;

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

/// The query parameters that choose the page of a list and its order. They are read as texts, like
/// those of the filter.
public class CustomerListParameters {
    @RestQuery("sort")
    @Parameter(
            description = "With `-` in descending order",
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
            description = "The largest number of customers on a page",
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
            description = "The `next_cursor` of the previous page, with the same filter and sort",
            schema = @Schema(type = SchemaType.STRING))
    public @Nullable String cursor;

    @RestQuery("count")
    @Parameter(
            description = "Also counts all customers that meet the filter, which can take far longer than the page",
            schema = @Schema(type = SchemaType.STRING, enumeration = "exact"))
    public @Nullable String count;

    /// The query that the parameters describe. A parameter that cannot be read is reported, and then
    /// left out.
    CustomerListQuery query(CustomerFilter filter, ParameterErrors bad) {
        CustomerSort order = bad.read("sort", sort, CustomerSort.complaint(), CustomerSort::of)
                .orElse(CustomerSort.DEFAULT);
        int most = bad.limit(limit);
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
        return new CustomerListQuery(filter, order, after, most, counted);
    }

    /// The cursor of the page that follows a customer.
    static String cursor(CustomerListQuery query, Customer last) {
        return Cursor.of(scope(query.filter(), query.sort()), query.sort().texts(last));
    }

    private static List<String> scope(CustomerFilter filter, CustomerSort order) {
        return Stream.concat(Stream.of("customers", order.word()), filter.texts().stream())
                .toList();
    }
}
