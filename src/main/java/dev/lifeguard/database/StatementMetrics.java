package dev.lifeguard.database;

import dev.lifeguard.pool.history.StatementTotals;
import dev.lifeguard.pool.history.Statements;
import dev.lifeguard.pool.metrics.Exposition;
import dev.lifeguard.pool.metrics.Metric;
import dev.lifeguard.pool.metrics.MetricSource;
import jakarta.inject.Singleton;

/// What each statement costs, by the name that it has in the code.
@Singleton
class StatementMetrics implements MetricSource {
    private static final Metric EXECUTIONS = Metric.histogram(
            "lifeguard_statement_seconds",
            "How long statements took, from sending one to having its rows, failures included",
            "statement");
    private static final Metric FAILURES =
            Metric.counter("lifeguard_statement_failures_total", "Statements that failed", "statement");
    private static final Metric ROWS =
            Metric.counter("lifeguard_statement_rows_total", "Rows that were read or changed", "statement");
    private static final Metric WAIT = Metric.summary(
            "lifeguard_statement_wait_seconds",
            "Waits for a connection by the statement that was the first on it",
            "statement");

    private final Statements statements;

    StatementMetrics(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void tell(Exposition to) {
        statements.totals().forEach(totals -> tell(totals, to));
    }

    private static void tell(StatementTotals totals, Exposition to) {
        String name = totals.name();
        to.putSpread(EXECUTIONS, totals.executions(), name);
        to.put(FAILURES, totals.failures(), name);
        to.put(ROWS, totals.rows(), name);
        to.putSum(WAIT, totals.waits(), totals.waitSeconds(), name);
    }
}
