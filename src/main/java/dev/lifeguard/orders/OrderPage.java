package dev.lifeguard.orders;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of orders.
@Schema(name = "OrderPage")
record OrderPage(
        List<Order> items,

        @Schema(description = "The `cursor` of the next page; null on the last page") @Nullable
        String nextCursor) {

    /// @param found the orders of the page, and one more if another page follows
    static OrderPage of(UUID customer, List<Order> found, int limit) {
        if (found.size() <= limit) {
            return new OrderPage(found, null);
        }
        List<Order> page = found.subList(0, limit);
        return new OrderPage(page, OrderPosition.of(page.getLast()).cursor(customer));
    }
}
