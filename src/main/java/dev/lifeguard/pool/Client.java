package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One who waits for an answer. Whoever moves it out of `WAITING` owns it: a database thread that has a connection
/// for it, the clock, or the client itself by going away.
///
/// Safe for use by several threads.
final class Client<T> {
    private enum State {
        WAITING,
        LENT,
        GIVEN_UP
    }

    private final Caller caller;
    private final UniEmitter<? super T> emitter;
    private final io.vertx.core.@Nullable Context context = Vertx.currentContext();
    private final Context trace = Traces.here();
    private final long since = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    Client(Caller caller, UniEmitter<? super T> emitter) {
        this.caller = caller;
        this.emitter = emitter;
    }

    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    /// Takes it for a connection that is there.
    boolean lend() {
        return ends(State.LENT);
    }

    /// Takes it out of the wait for good.
    boolean giveUp() {
        return ends(State.GIVEN_UP);
    }

    private boolean ends(State end) {
        if (!state.compareAndSet(State.WAITING, end)) {
            return false;
        }
        Traces.waited(trace, caller.lane(), System.nanoTime() - since, end == State.LENT);
        return true;
    }

    Caller caller() {
        return caller;
    }

    /// When it began to wait.
    long since() {
        return since;
    }

    long waitedNanos(long now) {
        return now - since;
    }

    Duration waited() {
        return Duration.ofNanos(waitedNanos(System.nanoTime()));
    }

    /// Where its request was in its trace when it asked.
    Context trace() {
        return trace;
    }

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
