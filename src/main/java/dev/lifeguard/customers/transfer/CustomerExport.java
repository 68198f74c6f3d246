package dev.lifeguard.customers.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeguard.customers.Customer;
import dev.lifeguard.customers.CustomerFilter;
import dev.lifeguard.customers.transfer.ExportStore.Line;
import dev.lifeguard.customers.transfer.ExportStore.Position;
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

/// Exports customers page by page. The next page is read when the client has received the previous one.
/// Between two pages an export has no lease, so a client can take its time.
@ApplicationScoped
class CustomerExport {
    private static final int MAX_RETRIES = 5;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final ExportStore store;
    private final ObjectMapper json;

    CustomerExport(ExportStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /// An export whose first page has been read.
    final class Started {
        private final CustomerFilter filter;
        private final ExportFormat format;
        private final List<Line> first;
        private final Context context;

        private Started(CustomerFilter filter, ExportFormat format, List<Line> first, Context context) {
            this.filter = filter;
            this.format = format;
            this.first = first;
            this.context = context;
        }

        /// All pages. It fails if a page cannot be read.
        Multi<Buffer> pages() {
            Buffer start = Buffer.buffer(format == ExportFormat.CSV ? CsvWriter.HEADER : "");
            first.forEach(line -> start.appendBuffer(line.text()));
            Multi<Buffer> firstPage = Multi.createFrom().items(start).select().where(it -> it.length() > 0);
            return first.size() < ExportStore.PAGE
                    ? firstPage
                    : Multi.createBy().concatenating().streams(firstPage, laterPages());
        }

        private Multi<Buffer> laterPages() {
            AtomicReference<Position> position =
                    new AtomicReference<>(first.getLast().position());
            return Multi.createBy()
                    .repeating()
                    .uni(() -> next(position.get()))
                    .whilst(lines -> lines.size() == ExportStore.PAGE)
                    .select()
                    .where(lines -> !lines.isEmpty())
                    .invoke(lines -> position.set(lines.getLast().position()))
                    .map(CustomerExport::join);
        }

        /// Runs on the context of the export, so that each page belongs to its request and its lane.
        private Uni<List<Line>> next(Position after) {
            return store.page(filter, Optional.of(after), formatter(format))
                    .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()))
                    .onFailure(CustomerExport::isBusy)
                    .retry()
                    .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                    .atMost(MAX_RETRIES);
        }
    }

    /// Reads the first page, so that a failure can still be answered with a problem.
    Uni<Started> start(CustomerFilter filter, ExportFormat format) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "an export runs for a request");
        return store.page(filter, Optional.empty(), formatter(format))
                .map(lines -> new Started(filter, format, lines, context));
    }

    private Function<Customer, Buffer> formatter(ExportFormat format) {
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

    private static Buffer join(List<Line> lines) {
        Buffer all = Buffer.buffer(
                lines.stream().mapToInt(line -> line.text().length()).sum());
        lines.forEach(line -> all.appendBuffer(line.text()));
        return all;
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof ProblemException e && e.problem().kind() == ProblemKind.POOL_BUSY;
    }
}
