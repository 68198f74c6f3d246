package dev.lifeguard.operations;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.advice.Autosizing;
import dev.lifeguard.advice.Autosizing.Outcome;
import dev.lifeguard.advice.AutosizingPace;
import dev.lifeguard.advice.Decision;
import dev.lifeguard.advice.SizingState;
import dev.lifeguard.history.Event;
import dev.lifeguard.history.History;
import dev.lifeguard.pool.PoolSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Carries out what autosizing decides, and records it in the history.
///
/// Safe for use by several threads.
@ApplicationScoped
public class Autosizer {
    private static final Logger LOG = Logger.getLogger(Autosizer.class);

    private final Autosizing autosizing;
    private final PoolResizer resizer;
    private final History history;
    private SizingState state;
    private String lastReason = "No decision yet.";

    @Inject
    Autosizer(PoolSettings pool, AdviceSettings settings, PoolResizer resizer, History history) {
        this(between(pool, settings), resizer, history);
    }

    Autosizer(Autosizing autosizing, PoolResizer resizer, History history) {
        this.autosizing = autosizing;
        this.resizer = resizer;
        this.history = history;
        this.state = SizingState.startingAt(resizer.bounds().max());
    }

    private static Autosizing between(PoolSettings pool, AdviceSettings settings) {
        int ceiling = settings.autosizeMax().orElse(2 * pool.maxConnections());
        return new Autosizing(
                settings.autosize(),
                pool.minConnections(),
                Math.max(ceiling, Math.max(1, pool.minConnections())),
                AutosizingPace.NORMAL);
    }

    /// The settings of autosizing, and its latest decision.
    public record Standing(Autosizing.Mode mode, int floor, int ceiling, String reason) {}

    public synchronized Standing standing() {
        return new Standing(autosizing.mode(), autosizing.floor(), autosizing.ceiling(), lastReason);
    }

    /// Records that the server has refused a connection while so many were open.
    synchronized void refused(int open, Instant now) {
        carryOut(autosizing.refused(current(now), open, now), now);
    }

    synchronized void follow(Advice advice, Instant now) {
        carryOut(autosizing.follow(current(now), advice, now), now);
    }

    /// The state, corrected if an operator has resized the pool since.
    private SizingState current(Instant now) {
        int size = resizer.bounds().max();
        return size == state.size() ? state : state.resized(size, now);
    }

    private void carryOut(Outcome outcome, Instant now) {
        if (outcome.decision() instanceof Decision.Resize resize) {
            resizer.resizeTo(resize.to());
        }
        state = outcome.state();
        lastReason = outcome.decision().reason();
        switch (outcome.decision()) {
            case Decision.Stay stay -> LOG.debugf("autosizing: %s", stay.reason());
            case Decision.Suggest suggest -> report(suggest.reason(), now);
            case Decision.Resize resize -> report(resize.reason(), now);
        }
    }

    private void report(String what, Instant now) {
        LOG.infof("autosizing: %s", what);
        history.add(new Event(now, Event.Kind.AUTOSIZE, what));
    }
}
