package dev.lifeguard.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The first check of every request. It refuses with a problem what no route could serve; without it,
/// the server would respond with a bare status.
@ApplicationScoped
class RequestGuard {
    private static final int AFTER_THE_REQUEST_ID = 999;
    private static final int AFTER_THE_SERVERS_LIMIT = 1;
    private static final int LONGEST_TARGET = 4096;
    private static final int LARGEST_HEADERS = 8 * 1024;

    private static final String METRICS = "/metrics";
    private static final Set<String> METRICS_FORMATS =
            Set.of("*/*", "text/*", "text/plain", "application/*", "application/openmetrics-text");

    /// The framework's own routes, which would otherwise take any method.
    private static final Set<String> ONLY_GET = Set.of(METRICS, "/health/live", "/health/ready", "/health/started");

    /// The framework drops empty headers. An empty one of these would count as absent, and the write
    /// would go through without the protection that its client relies on.
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
                // other kinds need no header
            }
        }
        ProblemBody.send(problem.get(), context.response());
    }

    private static Optional<Problem> problem(HttpServerRequest request) {
        if (request.version() == null || request.path() == null || !hasValidTarget(request)) {
            return Optional.of(Problem.of(
                    ProblemKind.MALFORMED_REQUEST,
                    "The request line is not valid: it must be HTTP/1.1, with percent-encoded UTF-8 and without NUL."));
        }
        if (request.uri().length() > LONGEST_TARGET) {
            return Optional.of(StatusProblem.of(414));
        }
        if (size(request) > LARGEST_HEADERS) {
            return Optional.of(StatusProblem.of(431));
        }
        if (isEncoded(request)) {
            return Optional.of(Problem.of(
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE, "A body must have no \"Content-Encoding\", such as gzip."));
        }
        Optional<Problem> tooLarge = BodyLimit.problem(request);
        if (tooLarge.isPresent()) {
            return tooLarge;
        }
        if (NEVER_EMPTY.stream().anyMatch(name -> request.headers().getAll(name).contains(""))) {
            return Optional.of(Problem.of(
                    ProblemKind.MALFORMED_REQUEST,
                    "One of these headers is empty, which is not allowed: %s."
                            .formatted(String.join(", ", NEVER_EMPTY))));
        }
        return ONLY_GET.contains(request.path()) && !READING.contains(request.method())
                ? Optional.of(StatusProblem.of(405))
                : Optional.empty();
    }

    /// The framework would respond with a bare status.
    private static Optional<Problem> formatProblem(RoutingContext context) {
        List<MIMEHeader> accepted = context.parsedHeaders().accept();
        return METRICS.equals(context.request().path())
                        && !accepted.isEmpty()
                        && accepted.stream().map(MIMEHeader::value).noneMatch(METRICS_FORMATS::contains)
                ? Optional.of(StatusProblem.of(406))
                : Optional.empty();
    }

    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !"identity".equalsIgnoreCase(encoding);
    }

    private static boolean hasValidTarget(HttpServerRequest request) {
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
