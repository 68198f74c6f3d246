package dev.lifeguard.pool;

import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Delivers results on the event loops that the requests came from, with one task for each event loop. A request that
/// came from another kind of thread gets its result on the current thread.
final class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private Delivery() {}

    /// The result of a request.
    ///
    /// @param complete hands it to the request
    record Result(PendingRequest<?> pending, Runnable complete) {
        private @Nullable ContextInternal eventLoop() {
            return pending.context() instanceof ContextInternal context && context.isEventLoopContext()
                    ? context
                    : null;
        }

        private void deliver() {
            try {
                complete.run();
            } catch (RuntimeException | Error e) { // also an Error: it would end the thread, which others need
                LOG.error("a result could not be delivered", e);
            }
        }
    }

    static void fail(PendingRequest<?> pending, Throwable failure) {
        deliver(new Result(pending, () -> pending.fail(failure)));
    }

    private static void deliver(Result result) {
        io.vertx.core.Context context = result.pending().context();
        if (context == null) {
            result.deliver();
        } else {
            context.runOnContext(ignored -> result.deliver());
        }
    }

    static void deliver(List<Result> results) {
        if (results.size() == 1) {
            deliver(results.getFirst());
            return;
        }
        IdentityHashMap<EventLoop, List<Result>> byLoop = new IdentityHashMap<>();
        for (Result result : results) {
            ContextInternal context = result.eventLoop();
            if (context == null) {
                deliver(result);
            } else {
                byLoop.computeIfAbsent(context.nettyEventLoop(), ignored -> new ArrayList<>())
                        .add(result);
            }
        }
        byLoop.forEach((loop, ofLoop) -> loop.execute(() -> ofLoop.forEach(Delivery::deliverOnItsContext)));
    }

    private static void deliverOnItsContext(Result result) {
        ContextInternal context = result.eventLoop();
        if (context != null) {
            context.dispatch(ignored -> result.deliver());
        }
    }
}
