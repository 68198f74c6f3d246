package dev.lifeguard.customers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of customers.
@Schema(name = "CustomerPage")
record CustomerPage(
        List<Customer> items,

        @Schema(description = "What to pass as `cursor` to get the next page; null on the last one") @Nullable
        String nextCursor,

        @Schema(description = "How many meet the filter, on all pages; with `count=exact` only")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long count,

        @Schema(description = "How long it took the database to count them, in milliseconds; with `count=exact` only")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Double countMs) {}
