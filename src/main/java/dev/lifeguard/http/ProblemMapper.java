package dev.lifeguard.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.lifeguard.http.Problem.FieldError;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns whatever a route throws into a problem. What nobody foresaw becomes a 500 whose cause only the log
/// knows.
final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        if (e.problem().kind() == ProblemKind.INTERNAL) {
            LOG.error("request failed", e.getCause() == null ? e : e.getCause());
        }
        return ProblemBody.response(e.problem());
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException e) {
        return ProblemBody.response(StatusProblem.of(401));
    }

    @ServerExceptionMapper
    Response badToken(AuthenticationFailedException e) {
        Problem problem = Problem.of(
                ProblemKind.UNAUTHENTICATED,
                "The token is expired, not yet valid, forged, or meant for another service.");
        return Response.fromResponse(ProblemBody.response(problem))
                .header("WWW-Authenticate", ProblemBody.CHALLENGE + ", error=\"invalid_token\"")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return ProblemBody.response(
                Problem.of(ProblemKind.FORBIDDEN, "None of the roles in the token's \"groups\" may do this."));
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e, Request request) {
        if (WITH_BODY.contains(request.getMethod())
                && e.getConstraintViolations().stream().allMatch(ProblemMapper::isMissing)) {
            return ProblemBody.response(Problem.of(ProblemKind.MALFORMED_REQUEST, "The request has no body."));
        }
        List<FieldError> errors = e.getConstraintViolations().stream()
                .map(violation -> new FieldError(field(violation), violation.getMessage()))
                .sorted(java.util.Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        boolean ofBody = e.getConstraintViolations().stream().anyMatch(ProblemMapper::isInBody);
        ProblemKind kind = ofBody ? ProblemKind.INVALID_CONTENT : ProblemKind.INVALID_PARAMETER;
        String names = errors.stream().map(FieldError::field).distinct().collect(Collectors.joining(", "));
        return ProblemBody.response(
                Problem.of(kind, "Not valid: " + names + ".").with(errors));
    }

    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException e) {
        return ProblemBody.response(unreadable(e));
    }

    @ServerExceptionMapper({WebApplicationException.class, NotFoundException.class})
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return json(json);
        }
        if (e.getCause() instanceof ProblemException answer) {
            return problem(answer);
        }
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        Response response = ProblemBody.response(StatusProblem.of(status));
        return status == 405
                ? Response.fromResponse(response)
                        .header("Allow", ResteasyRoutes.allowedMethods())
                        .build()
                : response;
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable e) {
        LOG.error("request failed", e);
        return ProblemBody.response(StatusProblem.of(500));
    }

    static Problem unreadable(JacksonException e) {
        if (e instanceof JsonMappingException mismatch
                && !mismatch.getPath().isEmpty()
                && !isBroken(mismatch.getCause())) {
            String field = path(mismatch);
            String message = e instanceof UnrecognizedPropertyException ? "is not known here" : "has the wrong type";
            return Problem.of(ProblemKind.INVALID_CONTENT, "Not valid: " + field + ".")
                    .with(List.of(new FieldError(field, message)));
        }
        var place = e.getLocation();
        return Problem.of(
                ProblemKind.MALFORMED_REQUEST,
                place == null
                        ? "The body is not valid JSON."
                        : "The body is not valid JSON of the expected shape, at line %d, column %d."
                                .formatted(place.getLineNr(), place.getColumnNr()));
    }

    /// A number that is too big is a wrong value; everything else that the parser itself trips over is broken JSON.
    private static boolean isBroken(@Nullable Throwable cause) {
        return cause instanceof StreamReadException && !(cause instanceof InputCoercionException);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /// A constraint on a method's parameter has a path of two steps (method, parameter); one on the body has
    /// more.
    private static boolean isInBody(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                        .count()
                > 2;
    }

    private static boolean isMissing(ConstraintViolation<?> violation) {
        return violation.getInvalidValue() == null && !isInBody(violation);
    }

    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
        return nodes.stream()
                .skip(nodes.size() > 2 ? 2 : Math.max(0, nodes.size() - 1))
                .map(node -> SnakeCase.of(node.toString()))
                .collect(Collectors.joining("."));
    }
}
