package dev.lifeguard.history;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What each named statement has cost since the start.
///
/// Safe for use by several threads. Recording takes no lock and allocates nothing once a name is known.
@Singleton
public class Statements {
    /// The bound on names; further ones are counted as `other`. The code defines the names, so there
    /// are few; each takes 25 kB.
    static final int NAMES = 500;

    private final BoundedNames<StatementCosts> costs = new BoundedNames<>(NAMES, name -> new StatementCosts());

    /// Records the execution of a statement.
    ///
    /// @param nanos from sending it to having its rows
    /// @param rows read or changed; 0 if it failed
    public void executed(String name, long nanos, long rows, boolean failed) {
        costs.of(name).executed(nanos, rows, failed);
    }

    /// Records how long a request waited for a connection before its first statement, this one.
    public void waited(String name, long nanos) {
        costs.of(name).waited(nanos);
    }

    /// The totals of all statements, in no particular order.
    public List<StatementTotals> totals() {
        Histogram scratch = Scale.forOneThread();
        return costs.each((name, cost) -> cost.totals(name, scratch));
    }

    /// The figures of all statements, those with the highest total time first.
    public List<StatementFigures> snapshot() {
        Histogram scratch = Scale.forOneThread();
        return costs.each((name, cost) -> cost.figures(name, scratch)).stream()
                .sorted(Comparator.comparingDouble(StatementFigures::totalMs)
                        .reversed()
                        .thenComparing(StatementFigures::name))
                .toList();
    }
}
