package dev.lifeguard.customers.transfer;

import dev.lifeguard.database.Ids;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Imports files of customers: receives a file at the pace of the client, then stores it at the pace of
/// the database. It asks for a connection only when the whole file is there and, in strict mode, every
/// line is valid.
@ApplicationScoped
class CustomerImport {
    static final int MAX_RUNNING = 4;
    private static final Logger LOG = Logger.getLogger(CustomerImport.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ImportStore store;
    private final Ids ids;
    private final Semaphore places = new Semaphore(MAX_RUNNING);

    CustomerImport(ImportStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    /// How many files are being received or stored.
    int running() {
        return MAX_RUNNING - places.availablePermits();
    }

    /// Imports a file. Blocks while the file arrives.
    Uni<ImportReport> run(InputStream body, ImportMode mode) {
        if (!places.tryAcquire()) {
            throw Problem.of(
                            ProblemKind.POOL_BUSY, "%d imports are running, which is the limit.".formatted(MAX_RUNNING))
                    .retryAfter(RETRY_AFTER)
                    .asException();
        }
        ReceivedFile file;
        try {
            file = receive(new BoundedBody(body, System::nanoTime, () -> places.availablePermits() == 0), mode);
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
        return store.store(file, mode).onTermination().invoke(() -> {
            places.release();
            file.close();
        });
    }

    private ReceivedFile receive(BoundedBody body, ImportMode mode) {
        try {
            ReceivedFile file = ImportFileReader.read(body, ids, ImportFileReader.MAX_LINES);
            if (mode == ImportMode.STRICT && file.rejections().lines() > 0) {
                file.close();
                throw file.rejections().asProblem();
            }
            return file;
        } catch (ProblemException e) {
            if (!body.isRefused() && e.problem().kind() != ProblemKind.BODY_TOO_LARGE) {
                skipRest(body, e);
            }
            throw e;
        } catch (IOException e) {
            LOG.debug("an import broke off", e);
            throw Problem.of(ProblemKind.MALFORMED_REQUEST, "The body broke off. Nothing was changed.")
                    .causedBy(e);
        }
    }

    /// Reads the rest of a file that is refused for its content, as most clients read no response
    /// before they have sent everything. A file that is too large or too slow is cut off instead.
    private static void skipRest(BoundedBody body, ProblemException refusal) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | ProblemException e) {
            refusal.addSuppressed(e);
        }
    }
}
