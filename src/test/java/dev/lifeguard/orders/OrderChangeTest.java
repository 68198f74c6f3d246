package dev.lifeguard.orders;

import static dev.lifeguard.orders.OrderStatus.CANCELLED;
import static dev.lifeguard.orders.OrderStatus.PAID;
import static dev.lifeguard.orders.OrderStatus.PENDING;
import static dev.lifeguard.orders.OrderStatus.REFUNDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderChangeTest {
    @Test
    void anOrderIsPaidThenRefundedOrElseCancelled() {
        List<List<OrderStatus>> steps = Arrays.stream(OrderStatus.values())
                .flatMap(from -> Stream.of(OrderStatus.values())
                        .filter(to -> to != from && from.canBecome(to))
                        .map(to -> List.of(from, to)))
                .toList();

        assertThat(steps)
                .containsExactlyInAnyOrder(
                        List.of(PENDING, PAID), List.of(PENDING, CANCELLED), List.of(PAID, REFUNDED));
    }

    @ParameterizedTest
    @EnumSource
    void stayingInTheSameStatusIsAllowed(OrderStatus status) {
        OrderChange change = new OrderChange(Optional.of(status), Optional.of(100L));

        assertThat(change.refusal(order(status))).isEmpty();
        assertThat(change.matches(order(status))).isTrue();
    }

    @Test
    void aRefusalNamesTheAllowedStatuses() {
        OrderChange change = new OrderChange(Optional.of(CANCELLED), Optional.empty());

        assertThat(change.refusal(order(PAID)))
                .contains(Problem.of(
                                ProblemKind.CONFLICT,
                                "The order is paid and cannot become cancelled: it can become refunded.")
                        .with(List.of(new FieldError("status", "it can become refunded"))));
        assertThat(change.refusal(order(REFUNDED)).orElseThrow().detail())
                .isEqualTo("The order is refunded and cannot become cancelled: it is final.");
    }

    @Test
    void theAmountChangesOnlyWhilePending() {
        OrderChange change = new OrderChange(Optional.empty(), Optional.of(101L));

        assertThat(change.refusal(order(PENDING))).isEmpty();
        assertThat(Stream.of(PAID, REFUNDED, CANCELLED)
                        .map(status ->
                                change.refusal(order(status)).orElseThrow().errors()))
                .containsOnly(List.of(new FieldError("amount_cents", "can change only while pending")));
    }

    private static Order order(OrderStatus status) {
        return new Order(new UUID(1, 2), new UUID(3, 4), status, 100, Instant.EPOCH, Instant.EPOCH, 1);
    }
}
