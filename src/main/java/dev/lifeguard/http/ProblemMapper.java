package dev.lifeguard.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns every exception of a route into a problem. An unexpected exception becomes a 500, and its
/// cause goes to the log only.
final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

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
                Problem.of(ProblemKind.FORBIDDEN, "The roles in the token's \"groups\" do not allow this request."));
    }

    @ServerExceptionMapper({WebApplicationException.class, NotFoundException.class})
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof ProblemException cause) {
            return problem(cause);
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
    Response unexpected(Throwable e) {
        LOG.error("request failed", e);
        return ProblemBody.response(StatusProblem.of(500));
    }
}
