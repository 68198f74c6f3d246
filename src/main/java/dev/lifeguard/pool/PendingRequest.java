package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A request that waits for a connection and then for its result. Its wait ends once: a database thread takes it, or
/// it is given up because it timed out, was cancelled or could not be served. Only the side that ended the wait may
/// complete it.
///
/// Safe for use by several threads.
final class PendingRequest<T> {
    private enum State {
        WAITING,
        TAKEN,
        GIVEN_UP
    }

    private final Request request;
    private final UniEmitter<? super T> emitter;
    private final io.vertx.core.@Nullable Context context = Vertx.currentContext();
    private final Context trace = Traces.current();
    private final long since = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    PendingRequest(Request request, UniEmitter<? super T> emitter) {
        this.request = request;
        this.emitter = emitter;
    }

    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    /// Ends the wait, as there is a connection.
    ///
    /// @return false if the wait has ended already
    boolean take() {
        return end(State.TAKEN);
    }

    /// Ends the wait without a connection.
    ///
    /// @return false if the wait has ended already
    boolean giveUp() {
        return end(State.GIVEN_UP);
    }

    private boolean end(State how) {
        if (!state.compareAndSet(State.WAITING, how)) {
            return false;
        }
        Traces.waited(trace, lane(), System.nanoTime() - since, how == State.TAKEN);
        return true;
    }

    Request request() {
        return request;
    }

    Lane lane() {
        return request.lane();
    }

    /// When the wait began.
    long sinceNanos() {
        return since;
    }

    long waitedNanos(long now) {
        return now - since;
    }

    Duration waited() {
        return Duration.ofNanos(waitedNanos(System.nanoTime()));
    }

    /// The trace that the request belonged to when it began to wait.
    Context trace() {
        return trace;
    }

    /// The Vert.x context that the result is delivered on; null if the request came from another kind of thread.
    io.vertx.core.@Nullable Context context() {
        return context;
    }

    void complete(T value) {
        emitter.complete(value);
    }

    void fail(Throwable failure) {
        emitter.fail(failure);
    }
}
