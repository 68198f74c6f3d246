package dev.lifeguard.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private final Statements statements = new Statements();

    @Test
    void theStatementWithTheHighestTotalTimeComesFirst() {
        statements.executed("rare and slow", millis(100), 1, false);
        IntStream.range(0, 300).forEach(i -> statements.executed("frequent and quick", millis(1), 1, false));
        statements.executed("b", 0, 1, false);
        statements.executed("a", 0, 1, false);

        assertThat(statements.snapshot())
                .extracting(StatementFigures::name)
                .containsExactly("frequent and quick", "rare and slow", "a", "b");
    }

    @Test
    void executionsAreCountedWithTheirRowsAndFailures() {
        IntStream.rangeClosed(1, 99).forEach(i -> statements.executed("customer.list", millis(i), 20, false));
        statements.executed("customer.list", millis(100), 0, true);

        StatementFigures figures = statements.snapshot().getFirst();

        assertThat(figures.count()).isEqualTo(100);
        assertThat(figures.failures()).isEqualTo(1);
        assertThat(figures.rows()).isEqualTo(99 * 20);
        assertThat(figures.totalMs()).isEqualTo(5050);
        assertThat(figures.meanMs()).isEqualTo(50.5);
        assertThat(figures.p95Ms()).isCloseTo(95, withPercentage(1));
        assertThat(figures.maxMs()).isCloseTo(100, withPercentage(1));
    }

    @Test
    void theWaitForAConnectionIsCountedSeparately() {
        statements.executed("customer.by-id", millis(1), 1, false);
        statements.waited("customer.by-id", millis(30));
        statements.waited("customer.by-id", millis(10));

        StatementFigures figures = statements.snapshot().getFirst();

        assertThat(figures.totalMs()).isEqualTo(1);
        assertThat(figures.waits()).isEqualTo(2);
        assertThat(figures.waitTotalMs()).isEqualTo(40);
        assertThat(figures.waitMeanMs()).isEqualTo(20);
    }

    @Test
    void aWaitAloneIsNoExecution() {
        statements.waited("customer.by-id", millis(30));

        assertThat(statements.snapshot())
                .containsExactly(new StatementFigures("customer.by-id", 0, 0, 0, 0, 0, 0, 0, 1, 30, 30));
    }

    @Test
    void namesBeyondTheBoundCountAsOther() {
        IntStream.range(0, Statements.NAMES + 7).forEach(i -> statements.executed("statement " + i, 1, 1, false));
        statements.executed("statement 0", millis(1), 1, false);

        assertThat(statements.snapshot()).hasSize(Statements.NAMES + 1);
        assertThat(statements.snapshot())
                .filteredOn(figures -> figures.name().equals("other"))
                .extracting(StatementFigures::count)
                .containsExactly(7L);
        assertThat(statements.snapshot().getFirst().count()).isEqualTo(2);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
