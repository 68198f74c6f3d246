package dev.lifeguard.pool.operations;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.pool.Pool;
import dev.lifeguard.pool.history.Event;
import dev.lifeguard.pool.history.History;
import dev.lifeguard.pool.operations.Resizing.Bounds;
import dev.lifeguard.pool.server.Fleet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What an operator does to the pool: checked, carried out, and written down with who did it.
///
/// Safe for use by several threads. Blocks for as long as the server takes to tell its room.
@ApplicationScoped
class Operations {
    private static final Logger LOG = Logger.getLogger(Operations.class);
    private static final String NOTE =
            "Not kept over a restart: set DB_POOL_MIN_CONNECTIONS and DB_POOL_MAX_CONNECTIONS for that.";

    private final Resizing resizing;
    private final Fleet fleet;
    private final Pool pool;
    private final History history;
    private final Clock clock;

    Operations(Resizing resizing, Fleet fleet, Pool pool, History history, Clock clock) {
        this.resizing = resizing;
        this.fleet = fleet;
        this.pool = pool;
        this.history = history;
        this.clock = clock;
    }

    Resize.Resized resize(Resize change, String who) {
        if (change.isEmpty()) {
            throw refuse("max_connections", "is not there, and neither is min_connections");
        }
        Optional<Integer> room =
                fleet.headroom().map(left -> left + pool.snapshot().total());
        Bounds wanted = change.over(resizing.bounds());
        check(wanted, room);
        Bounds before = resizing.to(wanted);
        tell(
                Event.Kind.RESIZE,
                "The pool went from %d-%d to %d-%d connections, by %s."
                        .formatted(before.min(), before.max(), wanted.min(), wanted.max(), who));
        return new Resize.Resized(wanted.min(), wanted.max(), before.min(), before.max(), room.orElse(null), NOTE);
    }

    private void check(Bounds wanted, Optional<Integer> room) {
        if (wanted.min() > wanted.max()) {
            throw refuse(
                    "min_connections",
                    "is %d, above max_connections, which is %d".formatted(wanted.min(), wanted.max()));
        }
        boolean grows = wanted.max() > resizing.bounds().max();
        room.filter(most -> grows && wanted.max() > most).ifPresent(most -> {
            throw refuse("max_connections", "is %d, and the server has room for %d".formatted(wanted.max(), most));
        });
    }

    private static RuntimeException refuse(String field, String why) {
        return Problem.of(
                        ProblemKind.INVALID_CONTENT, "The pool cannot have these bounds: %s %s.".formatted(field, why))
                .with(List.of(new FieldError(field, why)))
                .asException();
    }

    /// Has every connection replaced, and says how many that are.
    int flush(String who) {
        int open = pool.snapshot().total();
        resizing.flush();
        tell(Event.Kind.FLUSH, "%d connections are being replaced as they come back, by %s.".formatted(open, who));
        return open;
    }

    private void tell(Event.Kind kind, String what) {
        LOG.info(what);
        history.add(new Event(clock.instant(), kind, what));
    }
}
