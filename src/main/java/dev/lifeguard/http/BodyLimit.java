package dev.lifeguard.http;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// How much a body may hold. A length that is announced is refused at the entrance; a body in chunks is refused
/// when it is read. The server's own limits are above these, as they know only a bare status. A route that takes
/// an `InputStream` sees to it by itself.
@Provider
public class BodyLimit implements ReaderInterceptor {
    /// For routes that take a body piece by piece and never hold it whole.
    public static final long LARGEST_STREAMED = 512L * 1024 * 1024;

    private static final int LARGEST = 1024 * 1024;
    private static final int LONGEST_NUMBER = 18;
    private static final Set<String> STREAMED = Set.of("/api/customers/import", "/api/customers/import/");

    /// What is wrong with the length that a request announces, if something is.
    static Optional<Problem> problem(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return Optional.empty();
        }
        long announced = length.length() > LONGEST_NUMBER ? Long.MAX_VALUE : Long.parseLong(length);
        if (isStreamed(request)) {
            return announced <= LARGEST_STREAMED ? Optional.empty() : Optional.of(streamedTooLarge());
        }
        return announced <= LARGEST ? Optional.empty() : Optional.of(StatusProblem.of(413));
    }

    /// A streamed body that is larger than any may be.
    public static Problem streamedTooLarge() {
        return Problem.of(
                ProblemKind.BODY_TOO_LARGE,
                "A file may have %d MB at the most.".formatted(LARGEST_STREAMED / 1024 / 1024));
    }

    /// Has the server cut off a body in chunks that goes far beyond what is allowed. Its own limit, which is for a
    /// streamed one, has been set by now.
    static void limitChunks(RoutingContext context) {
        if (!isStreamed(context.request())) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, 2L * LARGEST);
        }
        context.next();
    }

    /// Who was answered early may still be sending, and nobody will read it. They are told that the connection closes:
    /// one that closes without a word fails the next request on it.
    static void closeIfUnread(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isStreamed(request)) {
            AtomicBoolean unread = new AtomicBoolean();
            context.addHeadersEndHandler(head -> {
                if (!request.isEnded()) {
                    unread.set(true);
                    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
            });
            context.addEndHandler(ended -> {
                if (unread.get()) {
                    request.connection().close();
                }
            });
        }
    }

    private static boolean isStreamed(HttpServerRequest request) {
        return HttpMethod.POST.equals(request.method()) && STREAMED.contains(request.path());
    }

    /// The rest of the body is on its way and nobody will read it.
    static void closeAfter(HttpServerResponse response, HttpConnection connection) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE).endHandler(ended -> connection.close());
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() != InputStream.class) {
            byte[] body = context.getInputStream().readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                throw StatusProblem.of(413).asException();
            }
            context.setInputStream(new ByteArrayInputStream(body));
        }
        return context.proceed();
    }
}
