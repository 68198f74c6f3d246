package dev.lifeguard.pool;

import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings answers back to the event loops that asked, with one task for each loop. A client that asked from no
/// event loop is answered where it is.
final class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private Delivery() {}

    /// What is said to a client.
    record Answer(Client<?> client, Runnable words) {
        private @Nullable ContextInternal loop() {
            return client.context() instanceof ContextInternal context && context.isEventLoopContext() ? context : null;
        }

        private void give() {
            try {
                words.run();
            } catch (RuntimeException | Error e) { // also an Error: it would end the thread, which others need
                LOG.error("an answer could not be delivered", e);
            }
        }
    }

    static void fail(Client<?> client, Throwable failure) {
        deliver(new Answer(client, () -> client.fail(failure)));
    }

    private static void deliver(Answer answer) {
        ContextInternal loop = answer.loop();
        if (loop != null) {
            loop.runOnContext(ignored -> answer.give());
        } else if (answer.client().context() != null) {
            answer.client().context().runOnContext(ignored -> answer.give());
        } else {
            answer.give();
        }
    }

    static void deliver(List<Answer> answers) {
        if (answers.size() == 1) {
            deliver(answers.getFirst());
            return;
        }
        IdentityHashMap<EventLoop, List<Answer>> byLoop = new IdentityHashMap<>();
        for (Answer answer : answers) {
            ContextInternal context = answer.loop();
            if (context == null) {
                deliver(answer);
            } else {
                byLoop.computeIfAbsent(context.nettyEventLoop(), ignored -> new ArrayList<>())
                        .add(answer);
            }
        }
        byLoop.forEach((loop, those) -> loop.execute(() -> those.forEach(Delivery::giveOnItsContext)));
    }

    private static void giveOnItsContext(Answer answer) {
        ContextInternal context = answer.loop();
        if (context != null) {
            context.dispatch(ignored -> answer.give());
        }
    }
}
