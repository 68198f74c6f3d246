package dev.lifeguard.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// How much a body may hold. A length that is announced is refused at the entrance; a body in chunks is refused
/// when it is read. The server's own limit is above this one, as it knows only a bare status. A route that takes
/// an `InputStream` sees to it by itself.
@Provider
class BodyLimit implements ReaderInterceptor {
    private static final int LARGEST = 1024 * 1024;
    private static final int LONGEST_NUMBER = 18;

    static boolean isExceeded(@Nullable String contentLength) {
        return contentLength != null
                && (contentLength.length() > LONGEST_NUMBER || Long.parseLong(contentLength) > LARGEST);
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
                throw HttpProblem.of(413).asException();
            }
            context.setInputStream(new ByteArrayInputStream(body));
        }
        return context.proceed();
    }
}
