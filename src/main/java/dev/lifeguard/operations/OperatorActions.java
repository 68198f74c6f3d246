package dev.lifeguard.operations;

import dev.lifeguard.connections.Bounds;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.Event;
import dev.lifeguard.history.History;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.server.Fleet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The actions of operators: checked, carried out, and recorded in the history with the name of the
/// operator.
///
/// Safe for use by several threads. Blocks while the server is queried for its room.
@ApplicationScoped
class OperatorActions {
    private static final Logger LOG = Logger.getLogger(OperatorActions.class);
    private static final String NOTE =
            "Not kept after a restart: set DB_POOL_MIN_CONNECTIONS and DB_POOL_MAX_CONNECTIONS for that.";

    private final PoolResizer resizer;
    private final Fleet fleet;
    private final PoolView pool;
    private final History history;
    private final Clock clock;

    OperatorActions(PoolResizer resizer, Fleet fleet, PoolView pool, History history, Clock clock) {
        this.resizer = resizer;
        this.fleet = fleet;
        this.pool = pool;
        this.history = history;
        this.clock = clock;
    }

    ResizeRequest.Resized resize(ResizeRequest change, String operator) {
        if (change.changesNothing()) {
            throw refuse("max_connections", "is missing, and so is min_connections");
        }
        Optional<Integer> room =
                fleet.headroom().map(left -> left + pool.snapshot().total());
        Bounds wanted = checked(change, room);
        Bounds before = resizer.resizeTo(wanted);
        record(
                Event.Kind.RESIZE,
                "The pool was resized from %d-%d to %d-%d connections, by %s."
                        .formatted(before.min(), before.max(), wanted.min(), wanted.max(), operator));
        return new ResizeRequest.Resized(
                wanted.min(), wanted.max(), before.min(), before.max(), room.orElse(null), NOTE);
    }

    private Bounds checked(ResizeRequest change, Optional<Integer> room) {
        Bounds now = resizer.bounds();
        int min = change.min(now);
        int max = change.max(now);
        if (min > max) {
            throw refuse("min_connections", "is %d, above max_connections, which is %d".formatted(min, max));
        }
        room.filter(most -> max > now.max() && max > most).ifPresent(most -> {
            throw refuse("max_connections", "is %d, and the server has room for %d".formatted(max, most));
        });
        return new Bounds(min, max);
    }

    private static RuntimeException refuse(String field, String why) {
        return Problem.of(
                        ProblemKind.INVALID_CONTENT, "The pool cannot have these bounds: %s %s.".formatted(field, why))
                .with(List.of(new FieldError(field, why)))
                .asException();
    }

    /// Replaces every connection.
    ///
    /// @return how many are being replaced
    int flush(String operator) {
        int open = pool.snapshot().total();
        resizer.flush();
        record(
                Event.Kind.FLUSH,
                "%d connections are being replaced as they are returned, by %s.".formatted(open, operator));
        return open;
    }

    private void record(Event.Kind kind, String what) {
        LOG.info(what);
        history.add(new Event(clock.instant(), kind, what));
    }
}
