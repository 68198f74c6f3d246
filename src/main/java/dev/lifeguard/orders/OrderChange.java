package dev.lifeguard.orders;

import dev.lifeguard.http.JsonBody;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to become of an order. Judges whether it may.
record OrderChange(Optional<OrderStatus> status, Optional<Long> amountCents) {
    static OrderChange of(JsonBody body) {
        body.checkPart(OrderField.OF_CHANGE);
        return new OrderChange(
                body.value(OrderField.STATUS).flatMap(value -> OrderStatus.of(value.textValue())),
                body.value(OrderField.AMOUNT_CENTS).map(value -> value.longValue()));
    }

    /// Where an order may stand so that it can become what is asked for.
    List<OrderStatus> legalFrom() {
        return Stream.of(OrderStatus.values())
                .filter(from -> status.map(from::canBecome).orElse(true))
                .toList();
    }

    /// Whether an order is so already.
    boolean describes(Order order) {
        return status.map(it -> it == order.status()).orElse(true)
                && amountCents.map(it -> it == order.amountCents()).orElse(true);
    }

    /// Why an order cannot become so, if it cannot.
    Optional<Problem> refusal(Order order) {
        OrderStatus now = order.status();
        if (!legalFrom().contains(now)) {
            return Optional.of(conflict(OrderField.STATUS, "The order is %s and cannot become %s: %s.", now));
        }
        boolean otherAmount = amountCents.map(it -> it != order.amountCents()).orElse(false);
        return otherAmount && now != OrderStatus.PENDING
                ? Optional.of(conflict(
                        OrderField.AMOUNT_CENTS, "The order is %s, and its amount can change only while pending.", now))
                : Optional.empty();
    }

    private Problem conflict(OrderField field, String sentence, OrderStatus now) {
        String allowed = now.next().isEmpty() ? "it stays so" : "it can become " + OrderStatus.words(now.next());
        String wanted = status.map(OrderStatus::word).orElse("");
        return Problem.of(ProblemKind.CONFLICT, sentence.formatted(now.word(), wanted, allowed))
                .with(List.of(new FieldError(
                        field.word(), field == OrderField.STATUS ? allowed : "can change only while pending")));
    }
}
