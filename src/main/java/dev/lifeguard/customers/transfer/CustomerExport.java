package dev.lifeguard.customers.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeguard.customers.Customer;
import dev.lifeguard.customers.CustomerFilter;
import dev.lifeguard.customers.transfer.ExportStore.Line;
import dev.lifeguard.customers.transfer.ExportStore.Place;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Exports customers, a page at a time: the next one is asked for when the client has taken the one before. Between
/// two pages an export has no connection, so a client may take its time.
@ApplicationScoped
class CustomerExport {
    private static final int TRIES_FOR_A_CONNECTION = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ExportStore store;
    private final ObjectMapper json;

    CustomerExport(ExportStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /// The first page, and a way to the others.
    final class Begun {
        private final CustomerFilter filter;
        private final ExportFormat format;
        private final List<Line> first;
        private final Context context;

        private Begun(CustomerFilter filter, ExportFormat format, List<Line> first, Context context) {
            this.filter = filter;
            this.format = format;
            this.first = first;
            this.context = context;
        }

        /// All of it, page by page. If one cannot be had, that is a failure.
        Multi<Buffer> pages() {
            Buffer beginning = Buffer.buffer(format == ExportFormat.CSV ? CsvWriter.HEADER : "");
            first.forEach(line -> beginning.appendBuffer(line.text()));
            Multi<Buffer> beginnings =
                    Multi.createFrom().items(beginning).select().where(it -> it.length() > 0);
            return first.size() < ExportStore.PAGE
                    ? beginnings
                    : Multi.createBy().concatenating().streams(beginnings, others());
        }

        private Multi<Buffer> others() {
            AtomicReference<Place> place = new AtomicReference<>(first.getLast().place());
            return Multi.createBy()
                    .repeating()
                    .uni(() -> next(place.get()))
                    .whilst(lines -> lines.size() == ExportStore.PAGE)
                    .select()
                    .where(lines -> !lines.isEmpty())
                    .invoke(lines -> place.set(lines.getLast().place()))
                    .map(CustomerExport::joined);
        }

        /// In the name of the one who asks for the export, whoever asks for the page.
        private Uni<List<Line>> next(Place after) {
            return store.page(filter, Optional.of(after), text(format))
                    .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()))
                    .onFailure(CustomerExport::isBusy)
                    .retry()
                    .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                    .atMost(TRIES_FOR_A_CONNECTION);
        }
    }

    /// Reads the first page, so that what goes wrong at once can be said.
    Uni<Begun> begin(CustomerFilter filter, ExportFormat format) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "an export belongs to a request");
        return store.page(filter, Optional.empty(), text(format))
                .map(lines -> new Begun(filter, format, lines, context));
    }

    private Function<Customer, Buffer> text(ExportFormat format) {
        return switch (format) {
            case CSV -> customer -> Buffer.buffer(CsvWriter.line(customer));
            case NDJSON -> this::jsonLine;
        };
    }

    private Buffer jsonLine(Customer customer) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(customer)).appendByte((byte) '\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Buffer joined(List<Line> lines) {
        Buffer all = Buffer.buffer(
                lines.stream().mapToInt(line -> line.text().length()).sum());
        lines.forEach(line -> all.appendBuffer(line.text()));
        return all;
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof ProblemException e && e.problem().kind() == ProblemKind.POOL_BUSY;
    }
}
