package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerSort.Position;
import java.util.Optional;

/// A page of a list of customers that a client asks for.
///
/// @param after where the previous page ended; empty for the first page
/// @param counted whether to count all customers that meet the filter, on whatever page
record CustomerListQuery(
        CustomerFilter filter, CustomerSort sort, Optional<Position> after, int limit, boolean counted) {
    /// Whether the filter bounds the time of creation.
    boolean hasTimeBound() {
        return filter.createdFrom().isPresent() || filter.createdTo().isPresent();
    }
}
