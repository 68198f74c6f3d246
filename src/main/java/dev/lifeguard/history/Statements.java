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
    /// How many names are told apart; the rest come under `other`. Names are given in the code, so that there
    /// are few; each takes 25 kB.
    static final int NAMES = 500;

    private final BoundedNames<StatementCosts> costs = new BoundedNames<>(NAMES, name -> new StatementCosts());

    /// A statement was executed.
    ///
    /// @param nanos from sending it to having its rows
    /// @param rows read or changed; 0 if it failed
    public void executed(String name, long nanos, long rows, boolean failed) {
        costs.of(name).executed(nanos, rows, failed);
    }

    /// Somebody waited for a connection to execute this statement first.
    public void waited(String name, long nanos) {
        costs.of(name).waited(nanos);
    }

    /// What only ever grows of all statements, in no order.
    public List<StatementTotals> totals() {
        Histogram scratch = Scale.forOneThread();
        return costs.each((name, cost) -> cost.totals(name, scratch));
    }

    /// All statements, those first that took most time in total.
    public List<StatementFigures> snapshot() {
        Histogram scratch = Scale.forOneThread();
        return costs.each((name, cost) -> cost.figures(name, scratch)).stream()
                .sorted(Comparator.comparingDouble(StatementFigures::totalMs)
                        .reversed()
                        .thenComparing(StatementFigures::name))
                .toList();
    }
}
