package dev.lifeguard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lifeguard.http.Problem.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A problem as `application/problem+json`. It is registered here because no resource method returns one, which is how
/// the framework learns what is written by reflection.
@RegisterForReflection(targets = {ProblemBody.class, FieldError.class})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemBody(String type, String title, int status, String detail, String requestId, List<FieldError> errors) {
    static final String MEDIA_TYPE = "application/problem+json";
    static final String CHALLENGE = "Bearer realm=\"lifeguard\"";

    static ProblemBody of(Problem problem) {
        ProblemKind kind = problem.kind();
        return new ProblemBody(
                kind.type(), kind.title(), kind.status(), problem.detail(), RequestId.current(), problem.errors());
    }

    static Response response(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.kind().status()).type(MEDIA_TYPE).entity(of(problem));
        headers(problem).forEach(response::header);
        return response.build();
    }

    /// Sends a problem for a request that has not reached a route.
    static void send(Problem problem, HttpServerResponse response) {
        headers(problem).forEach(response::putHeader);
        response.setStatusCode(problem.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .end(of(problem).json().toBuffer());
    }

    private JsonObject json() {
        JsonObject json = new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("request_id", requestId);
        JsonArray wrong = new JsonArray();
        errors.forEach(
                error -> wrong.add(new JsonObject().put("field", error.field()).put("message", error.message())));
        return wrong.isEmpty() ? json : json.put("errors", wrong);
    }

    private static Map<String, String> headers(Problem problem) {
        Map<String, String> headers = new TreeMap<>();
        problem.retryAfter().ifPresent(pause -> headers.put("Retry-After", wholeSeconds(pause)));
        switch (problem.kind()) {
            case UNAUTHENTICATED -> headers.put("WWW-Authenticate", CHALLENGE);
            case FORBIDDEN -> headers.put("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\"");
            default -> {
                // other kinds have no challenge
            }
        }
        return headers;
    }

    private static String wholeSeconds(Duration pause) {
        return Long.toString(Math.max(1, pause.plusMillis(999).toSeconds()));
    }
}
