package dev.lifeguard.dashboards;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Folds deltas into the roll-ups, and rebuilds the roll-ups on request.
@ApplicationScoped
class Rollups {
    /// Declared as a read: folding changes no figure, and running it twice does no harm.
    private static final Sql FOLD = Sql.read("fold roll-ups", "select fold_rollups(?) as folded");

    private static final Sql USE_ONE_SNAPSHOT =
            Sql.read("see one moment", "set transaction isolation level repeatable read");
    private static final Sql STOP_FOLDING = Sql.read("stop folding", "lock table rollup_lock in exclusive mode");

    /// Taken before the snapshot: a concurrent truncate would leave the snapshot without rows.
    private static final Sql BLOCK_TRUNCATE =
            Sql.read("keep raw tables", "lock table customers, orders in access share mode");

    private static final Sql REBUILD = Sql.read("rebuild roll-ups", "select rebuild_rollups() is null as done");

    private final Database database;

    Rollups(Database database) {
        this.database = database;
    }

    /// Folds deltas into the roll-ups, unless another pod is folding.
    ///
    /// @param batch how many deltas of each table to fold at most
    /// @return whether deltas may be left
    Uni<Boolean> fold(int batch) {
        return database.queryOne(FOLD, row -> row.number("folded"), batch).map(folded -> folded.orElse(0) >= batch);
    }

    /// Rebuilds the roll-ups from the raw tables. Other requests can read and write meanwhile.
    ///
    /// @return how long the rebuild took
    Uni<Duration> rebuild() {
        return database.inLongTransaction(session -> {
            long begun = System.nanoTime();
            session.execute(USE_ONE_SNAPSHOT);
            session.execute(STOP_FOLDING);
            session.execute(BLOCK_TRUNCATE);
            session.queryOne(REBUILD, row -> row.flag("done"));
            return Duration.ofNanos(System.nanoTime() - begun);
        });
    }
}
