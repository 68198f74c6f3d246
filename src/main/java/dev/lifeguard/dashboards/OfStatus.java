package dev.lifeguard.dashboards;

import dev.lifeguard.dashboards.Figures.Orders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Orders of one status, and what they come to.
@Schema(name = "OfStatus")
record OfStatus(@Schema(examples = "paid") String status, long orders, long amountCents) {

    static List<OfStatus> each(Orders orders) {
        return List.of(
                new OfStatus("pending", orders.pending(), orders.pendingCents()),
                new OfStatus("paid", orders.paid(), orders.paidCents()),
                new OfStatus("refunded", orders.refunded(), orders.refundedCents()),
                new OfStatus("cancelled", orders.cancelled(), orders.cancelledCents()));
    }
}
