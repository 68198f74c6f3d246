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

/// Imports files: takes one in at the client's pace, and then stores it at the database's. A connection is asked for
/// only when the whole file is there and, in strict mode, every line of it is valid.
@ApplicationScoped
class CustomerImport {
    static final int MOST_AT_ONCE = 4;
    private static final Logger LOG = Logger.getLogger(CustomerImport.class);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final ImportStore store;
    private final Ids ids;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    CustomerImport(ImportStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    /// How many files are being taken in or stored.
    int running() {
        return MOST_AT_ONCE - places.availablePermits();
    }

    /// Blocks while the file comes in.
    Uni<ImportReport> run(InputStream body, ImportMode mode) {
        if (!places.tryAcquire()) {
            throw Problem.of(
                            ProblemKind.POOL_BUSY,
                            "%d imports are running, and more are not taken at once.".formatted(MOST_AT_ONCE))
                    .retryAfter(LATER)
                    .asException();
        }
        ReceivedFile file;
        try {
            file = received(body, mode);
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
        return store.store(file, mode).onTermination().invoke(() -> {
            places.release();
            file.close();
        });
    }

    private ReceivedFile received(InputStream body, ImportMode mode) {
        BoundedBody bounded = new BoundedBody(body, System::nanoTime, () -> places.availablePermits() == 0);
        try {
            ReceivedFile file = receive(bounded);
            if (mode == ImportMode.STRICT && file.rejections().lines() > 0) {
                file.close();
                throw file.rejections().asProblem();
            }
            return file;
        } catch (IOException e) {
            LOG.debug("an import broke off", e);
            throw Problem.of(ProblemKind.MALFORMED_REQUEST, "The body broke off, and nothing was changed.")
                    .causedBy(e);
        }
    }

    /// Who sends a file in vain has to send it to its end, as most clients read no answer before that. Who is refused
    /// for the size or the pace of it is cut off.
    private ReceivedFile receive(BoundedBody body) throws IOException {
        try {
            return ImportFileReader.receive(body, ids);
        } catch (ProblemException e) {
            if (!body.isRefused() && e.problem().kind() != ProblemKind.BODY_TOO_LARGE) {
                readOver(body, e);
            }
            throw e;
        }
    }

    private static void readOver(BoundedBody body, ProblemException why) throws IOException {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (ProblemException e) {
            why.addSuppressed(e);
        }
    }
}
