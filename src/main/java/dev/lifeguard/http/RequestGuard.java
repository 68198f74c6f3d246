package dev.lifeguard.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What every request passes first: what cannot be served whatever the route gets its problem here, where the
/// server itself would send a bare status.
@ApplicationScoped
class RequestGuard {
    private static final int AFTER_THE_REQUEST_ID = 999;
    private static final int AFTER_THE_SERVERS_LIMIT = 1;
    private static final int LONGEST_TARGET = 4096;
    private static final int LARGEST_HEADERS = 8 * 1024;

    private static final String METRICS = "/metrics";
    private static final List<MIMEHeader> METRICS_FORMATS =
            List.of(new ParsableMIMEValue("text/plain"), new ParsableMIMEValue("application/openmetrics-text"));

    /// The framework's own routes, which would take any method.
    private static final Set<String> ONLY_GET = Set.of(METRICS, "/health/live", "/health/ready", "/health/started");

    /// Empty, they would pass for absent ones, and their sender for safe.
    private static final List<String> NEVER_EMPTY = List.of("If-Match", "If-None-Match", "Idempotency-Key");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    void register(@Observes Filters filters) {
        filters.register(RequestGuard::admit, AFTER_THE_REQUEST_ID);
        filters.register(BodyLimit::limitChunks, AFTER_THE_SERVERS_LIMIT);
    }

    private static void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        RequestMetricNames.name(request);
        SafeHeaders.put(context);
        Optional<Problem> problem = problem(request).or(() -> formatProblem(context));
        if (problem.isEmpty()) {
            BodyLimit.closeIfUnread(context);
            context.next();
            return;
        }
        switch (problem.get().kind()) {
            case METHOD_NOT_ALLOWED -> context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
            case UNSUPPORTED_MEDIA_TYPE -> {
                context.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
                BodyLimit.closeAfter(context.response(), request.connection());
            }
            case BODY_TOO_LARGE -> BodyLimit.closeAfter(context.response(), request.connection());
            default -> {
                // the others say it all
            }
        }
        ProblemBody.send(problem.get(), context.response());
    }

    private static Optional<Problem> problem(HttpServerRequest request) {
        if (request.version() == null || request.path() == null || !isReadable(request)) {
            return Optional.of(Problem.of(
                    ProblemKind.MALFORMED_REQUEST,
                    "The request line is not valid: it takes HTTP/1.1 and UTF-8 in percent-encoding, without NUL."));
        }
        if (request.uri().length() > LONGEST_TARGET) {
            return Optional.of(StatusProblem.of(414));
        }
        if (size(request) > LARGEST_HEADERS) {
            return Optional.of(StatusProblem.of(431));
        }
        if (isEncoded(request)) {
            return Optional.of(Problem.of(
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                    "A body is taken as it is, without any \"Content-Encoding\" such as gzip."));
        }
        Optional<Problem> tooLarge = BodyLimit.problem(request);
        if (tooLarge.isPresent()) {
            return tooLarge;
        }
        if (NEVER_EMPTY.stream().anyMatch(name -> request.headers().getAll(name).contains(""))) {
            return Optional.of(Problem.of(
                    ProblemKind.MALFORMED_REQUEST,
                    "A header is empty that must not be: one of %s.".formatted(String.join(", ", NEVER_EMPTY))));
        }
        return ONLY_GET.contains(request.path()) && !READING.contains(request.method())
                ? Optional.of(StatusProblem.of(405))
                : Optional.empty();
    }

    /// The route of metrics answers this with a bare status.
    private static Optional<Problem> formatProblem(RoutingContext context) {
        List<MIMEHeader> accepted = context.parsedHeaders().accept();
        return METRICS.equals(context.request().path())
                        && !accepted.isEmpty()
                        && context.parsedHeaders().findBestUserAcceptedIn(accepted, METRICS_FORMATS) == null
                ? Optional.of(StatusProblem.of(406))
                : Optional.empty();
    }

    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !"identity".equalsIgnoreCase(encoding);
    }

    private static boolean isReadable(HttpServerRequest request) {
        return request.uri().length() > LONGEST_TARGET || PercentEncoding.isValid(request.uri());
    }

    private static int size(HttpServerRequest request) {
        int size = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        return size;
    }
}
