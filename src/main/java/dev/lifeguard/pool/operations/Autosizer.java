package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.PoolSettings;
import dev.lifeguard.pool.advice.Advice;
import dev.lifeguard.pool.advice.Autosizing;
import dev.lifeguard.pool.advice.Autosizing.Outcome;
import dev.lifeguard.pool.advice.Decision;
import dev.lifeguard.pool.advice.Pace;
import dev.lifeguard.pool.advice.SizingState;
import dev.lifeguard.pool.history.Event;
import dev.lifeguard.pool.history.History;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Carries out what autosizing decides, and writes it down.
///
/// Safe for use by several threads.
@ApplicationScoped
class Autosizer {
    private static final Logger LOG = Logger.getLogger(Autosizer.class);

    private final Autosizing autosizing;
    private final Resizing resizing;
    private final History history;
    private SizingState state;
    private String lastReason = "Nothing has been judged yet.";

    @Inject
    Autosizer(PoolSettings settings, Resizing resizing, History history) {
        this(between(settings), resizing, history);
    }

    Autosizer(Autosizing autosizing, Resizing resizing, History history) {
        this.autosizing = autosizing;
        this.resizing = resizing;
        this.history = history;
        this.state = SizingState.startingAt(resizing.bounds().max());
    }

    private static Autosizing between(PoolSettings settings) {
        int ceiling = settings.autosizeMax().orElse(2 * settings.maxConnections());
        return new Autosizing(
                settings.autosize(),
                settings.minConnections(),
                Math.max(ceiling, Math.max(1, settings.minConnections())),
                Pace.NORMAL);
    }

    /// How it stands.
    record Standing(Autosizing.Mode mode, int floor, int ceiling, String reason) {}

    synchronized Standing standing() {
        return new Standing(autosizing.mode(), autosizing.floor(), autosizing.ceiling(), lastReason);
    }

    /// The server has refused a connection while so many were open.
    synchronized void refused(int open, Instant now) {
        carryOut(autosizing.refused(current(now), open, now), now);
    }

    synchronized void follow(Advice advice, Instant now) {
        carryOut(autosizing.follow(current(now), advice, now), now);
    }

    /// Somebody else may have resized the pool since.
    private SizingState current(Instant now) {
        int size = resizing.bounds().max();
        return size == state.size() ? state : state.resized(size, now);
    }

    private void carryOut(Outcome outcome, Instant now) {
        if (outcome.decision() instanceof Decision.Resize resize) {
            resizing.autosize(resize.to());
        }
        state = outcome.state();
        lastReason = outcome.decision().reason();
        switch (outcome.decision()) {
            case Decision.Stay stay -> LOG.debugf("autosizing: %s", stay.reason());
            case Decision.Suggest suggest -> tell(suggest.reason(), now);
            case Decision.Resize resize -> tell(resize.reason(), now);
        }
    }

    private void tell(String what, Instant now) {
        LOG.infof("autosizing: %s", what);
        history.add(new Event(now, Event.Kind.AUTOSIZE, what));
    }
}
