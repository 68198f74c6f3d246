package dev.lifeguard.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends the state of the pool to its listeners every second. It is written once, however many listen; a listener that
/// reads too slowly misses some.
///
/// Safe for use by several threads.
@ApplicationScoped
class LiveStream {
    private static final int MOST_LISTENERS = 100;

    private final Reports reports;
    private final ObjectMapper json;
    private final BroadcastProcessor<String> seconds = BroadcastProcessor.create();
    private final AtomicInteger listeners = new AtomicInteger();

    LiveStream(Reports reports, ObjectMapper json) {
        this.reports = reports;
        this.json = json;
    }

    /// One line of JSON a second; empty if there are too many listeners already.
    Optional<Multi<String>> listen() {
        if (listeners.incrementAndGet() > MOST_LISTENERS) {
            listeners.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(
                seconds.onOverflow().dropPreviousItems().onTermination().invoke(listeners::decrementAndGet));
    }

    void publish() {
        if (listeners.get() > 0) {
            try {
                seconds.onNext(json.writeValueAsString(reports.now()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the state of the pool cannot be written", e);
            }
        }
    }

    /// Open streams would delay the end of the process.
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        seconds.onComplete();
    }
}
