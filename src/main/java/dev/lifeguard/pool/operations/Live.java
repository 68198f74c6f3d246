package dev.lifeguard.pool.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The state of the pool, told every second to whoever listens. It is looked at and written once, however many listen;
/// who is too slow to read misses some.
///
/// Safe for use by several threads.
@ApplicationScoped
class Live {
    private static final int MOST_LISTENERS = 100;

    private final Reports reports;
    private final ObjectMapper json;
    private final BroadcastProcessor<String> seconds = BroadcastProcessor.create();
    private final AtomicInteger listeners = new AtomicInteger();

    Live(Reports reports, ObjectMapper json) {
        this.reports = reports;
        this.json = json;
    }

    /// A line of JSON a second; nothing if too many listen already.
    Optional<Multi<String>> listen() {
        if (listeners.incrementAndGet() > MOST_LISTENERS) {
            listeners.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(
                seconds.onOverflow().dropPreviousItems().onTermination().invoke(listeners::decrementAndGet));
    }

    void tell() {
        if (listeners.get() > 0) {
            try {
                seconds.onNext(json.writeValueAsString(reports.now()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the state of the pool cannot be written", e);
            }
        }
    }

    /// Listeners would hold up the end of the process.
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        seconds.onComplete();
    }
}
