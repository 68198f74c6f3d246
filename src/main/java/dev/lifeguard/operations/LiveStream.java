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

/// Sends the state of the pool to all listeners every second. It is written once, however many
/// listeners there are; a listener that reads too slowly misses some states.
///
/// Safe for use by several threads.
@ApplicationScoped
class LiveStream {
    private static final int MAX_LISTENERS = 100;

    private final Reports reports;
    private final ObjectMapper json;
    private final BroadcastProcessor<String> states = BroadcastProcessor.create();
    private final AtomicInteger listeners = new AtomicInteger();

    LiveStream(Reports reports, ObjectMapper json) {
        this.reports = reports;
        this.json = json;
    }

    /// One line of JSON each second; empty if there are too many listeners already.
    Optional<Multi<String>> listen() {
        if (listeners.incrementAndGet() > MAX_LISTENERS) {
            listeners.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(
                states.onOverflow().dropPreviousItems().onTermination().invoke(listeners::decrementAndGet));
    }

    void publish() {
        if (listeners.get() > 0) {
            try {
                states.onNext(json.writeValueAsString(reports.now()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the state of the pool cannot be written", e);
            }
        }
    }

    /// Completes all streams, as open ones would delay the end of the process.
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        states.onComplete();
    }
}
