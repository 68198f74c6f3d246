package dev.lifeguard.database;

import dev.lifeguard.history.StatementTotals;
import dev.lifeguard.history.Statements;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import jakarta.inject.Singleton;

/// The metrics of each statement, by its name in the code.
@Singleton
class StatementMetrics implements MetricSource {
    private static final Metric EXECUTIONS = Metric.histogram(
            "lifeguard_statement_seconds",
            "Time from sending a statement to having read its rows, failures included",
            "statement");
    private static final Metric FAILURES =
            Metric.counter("lifeguard_statement_failures_total", "Statements that failed", "statement");
    private static final Metric ROWS =
            Metric.counter("lifeguard_statement_rows_total", "Rows that statements read or changed", "statement");
    private static final Metric WAIT = Metric.summary(
            "lifeguard_statement_wait_seconds",
            "Time that units of work waited for a connection, by their first statement",
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
