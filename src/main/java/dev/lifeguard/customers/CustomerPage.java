package dev.lifeguard.customers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of customers.
@Schema(name = "CustomerPage")
record CustomerPage(
        List<Customer> items,

        @Schema(description = "The `cursor` of the next page; null on the last page") @Nullable
        String nextCursor,

        @Schema(description = "How many customers meet the filter, on all pages; only with `count=exact`")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long count,

        @Schema(description = "How long the database took to count them, in milliseconds; only with `count=exact`")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Double countMs) {}
