package dev.lifeguard.http;

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

/// Limits the size of bodies. A request with a `Content-Length` above the limit is refused before its
/// body is read; a body in chunks is refused while it is read. The server's own limits are higher,
/// because it responds with a bare status. A route that reads an `InputStream` enforces its own limit.
@Provider
public class BodyLimit implements ReaderInterceptor {
    /// The limit of routes that read a body piece by piece and never hold all of it.
    public static final long LARGEST_STREAMED = 512L * 1024 * 1024;

    private static final int LARGEST = 1024 * 1024;
    private static final int LONGEST_NUMBER = 18;
    private static final Set<String> STREAMED = Set.of("/api/customers/import", "/api/customers/import/");

    /// The problem of a request whose `Content-Length` is above the limit.
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

    /// The problem of a streamed body that is above the limit.
    public static Problem streamedTooLarge() {
        return Problem.of(
                ProblemKind.BODY_TOO_LARGE, "A file may have at most %d MB.".formatted(LARGEST_STREAMED / 1024 / 1024));
    }

    /// Makes the server cut off a body in chunks that goes far beyond the limit. This has to run after
    /// the server has set its own limit, which is the one of streamed bodies.
    static void limitChunks(RoutingContext context) {
        if (!isStreamed(context.request())) {
            ServerInternals.setLargestBody(context, 2L * LARGEST);
        }
        context.next();
    }

    /// Closes the connection after a response that is sent before the whole body has arrived, because
    /// the rest of the body will not be read. The response says `Connection: close`: otherwise the
    /// client would use the connection for its next request, which would fail.
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

    /// Closes the connection after a response, because the rest of the body will not be read.
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
