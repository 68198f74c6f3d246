package dev.lifeguard.orders;

import dev.lifeguard.http.JsonBody;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A change of an order that a client asks for, and whether the order allows it.
record OrderChange(Optional<OrderStatus> status, Optional<Long> amountCents) {
    static OrderChange of(JsonBody body) {
        body.checkPart(OrderField.OF_CHANGE);
        return new OrderChange(
                body.value(OrderField.STATUS).flatMap(value -> OrderStatus.of(value.textValue())),
                body.value(OrderField.AMOUNT_CENTS).map(value -> value.longValue()));
    }

    /// The statuses from which the order can reach the requested one; all if no status is requested.
    List<OrderStatus> legalFrom() {
        return Stream.of(OrderStatus.values())
                .filter(from -> status.map(from::canBecome).orElse(true))
                .toList();
    }

    /// Whether an order has these values already.
    boolean matches(Order order) {
        return status.map(it -> it == order.status()).orElse(true)
                && amountCents.map(it -> it == order.amountCents()).orElse(true);
    }

    /// Why an order does not allow the change; empty if it does.
    Optional<Problem> refusal(Order order) {
        OrderStatus current = order.status();
        if (!legalFrom().contains(current)) {
            return Optional.of(conflict(OrderField.STATUS, "The order is %s and cannot become %s: %s.", current));
        }
        boolean otherAmount = amountCents.map(it -> it != order.amountCents()).orElse(false);
        return otherAmount && current != OrderStatus.PENDING
                ? Optional.of(conflict(
                        OrderField.AMOUNT_CENTS,
                        "The order is %s, and its amount can change only while pending.",
                        current))
                : Optional.empty();
    }

    private Problem conflict(OrderField field, String sentence, OrderStatus current) {
        String allowed =
                current.next().isEmpty() ? "it is final" : "it can become " + OrderStatus.words(current.next());
        String wanted = status.map(OrderStatus::word).orElse("");
        return Problem.of(ProblemKind.CONFLICT, sentence.formatted(current.word(), wanted, allowed))
                .with(List.of(new FieldError(
                        field.word(), field == OrderField.STATUS ? allowed : "can change only while pending")));
    }
}
