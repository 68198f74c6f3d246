package dev.lifeguard.dashboards;

import dev.lifeguard.dashboards.Figures.Orders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The number and the sum of the orders of one status.
@Schema(name = "OfStatus")
record StatusTotals(@Schema(examples = "paid") String status, long orders, long amountCents) {

    static List<StatusTotals> each(Orders orders) {
        return List.of(
                new StatusTotals("pending", orders.pending(), orders.pendingCents()),
                new StatusTotals("paid", orders.paid(), orders.paidCents()),
                new StatusTotals("refunded", orders.refunded(), orders.refundedCents()),
                new StatusTotals("cancelled", orders.cancelled(), orders.cancelledCents()));
    }
}
