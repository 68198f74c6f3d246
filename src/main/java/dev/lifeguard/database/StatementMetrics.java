package dev.lifeguard.database;

import dev.lifeguard.history.StatementTotals;
import dev.lifeguard.history.Statements;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
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
    public void collect(Exposition into) {
        statements.totals().forEach(totals -> add(totals, into));
    }

    private static void add(StatementTotals totals, Exposition into) {
        String name = totals.name();
        into.putDistribution(EXECUTIONS, totals.executions(), name);
        into.put(FAILURES, totals.failures(), name);
        into.put(ROWS, totals.rows(), name);
        into.putSum(WAIT, totals.waits(), totals.waitSeconds(), name);
    }
}
