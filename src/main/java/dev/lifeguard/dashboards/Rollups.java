package dev.lifeguard.dashboards;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Keeps the roll-ups in the database short and, where somebody doubts them, makes them anew.
@ApplicationScoped
class Rollups {
    /// A read as far as anybody can tell: no figure changes by it, and it may happen twice.
    private static final Sql FOLD = Sql.read("fold roll-ups", "select fold_rollups(?) as folded");

    private static final Sql OF_ONE_MOMENT =
            Sql.read("see one moment", "set transaction isolation level repeatable read");
    private static final Sql TAKE_TURN = Sql.read("stop folding", "lock table rollup_turn in exclusive mode");

    /// Before the moment is chosen: whoever truncates them meanwhile would leave nothing of it.
    private static final Sql KEEP_RAW_TABLES =
            Sql.read("keep raw tables", "lock table customers, orders in access share mode");

    private static final Sql REBUILD = Sql.read("rebuild roll-ups", "select rebuild_rollups() is null as done");

    private final Database database;

    Rollups(Database database) {
        this.database = database;
    }

    /// Brings what has changed into the roll-ups, unless another pod does so at the moment.
    ///
    /// @param most how many changes of each kind
    /// @return whether there may be more to do
    Uni<Boolean> fold(int most) {
        return database.queryOne(FOLD, row -> row.number("folded"), most).map(folded -> folded.orElse(0) >= most);
    }

    /// Makes them anew from what they are made of. Others go on reading and writing.
    ///
    /// @return how long it took
    Uni<Duration> rebuild() {
        return database.inLongTransaction(session -> {
            long begun = System.nanoTime();
            session.execute(OF_ONE_MOMENT);
            session.execute(TAKE_TURN);
            session.execute(KEEP_RAW_TABLES);
            session.queryOne(REBUILD, row -> row.flag("done"));
            return Duration.ofNanos(System.nanoTime() - begun);
        });
    }
}
