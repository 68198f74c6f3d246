package dev.lifeguard.operations;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.diagnosis.Messages;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.History;
import dev.lifeguard.history.HistorySnapshot;
import dev.lifeguard.history.StatementFigures;
import dev.lifeguard.history.Statements;
import dev.lifeguard.http.Json;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.security.Role;
import dev.lifeguard.server.Fleet;
import dev.lifeguard.server.FleetView;
import dev.lifeguard.server.ServerAnswer;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// The routes by which an operator sees and changes the pool. Routes that query the server run on
/// worker threads, so that a server which does not answer does not block an event loop.
@Path("/pool")
@Tag(
        name = "Pool",
        description = "Which requests have connections, how long requests wait, what size the pool should have")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
class PoolResource {
    private final Reports reports;
    private final ConnectionList connections;
    private final History history;
    private final Statements statements;
    private final IncidentTrigger incidents;
    private final AdviceLoop adviceLoop;
    private final Fleet fleet;
    private final PoolView pool;
    private final LiveStream liveStream;
    private final OperatorActions actions;
    private final Json json;
    private final Clock clock;

    PoolResource(
            Reports reports,
            ConnectionList connections,
            History history,
            Statements statements,
            IncidentTrigger incidents,
            AdviceLoop adviceLoop,
            Fleet fleet,
            PoolView pool,
            LiveStream liveStream,
            OperatorActions actions,
            Json json,
            Clock clock) {
        this.reports = reports;
        this.connections = connections;
        this.history = history;
        this.statements = statements;
        this.incidents = incidents;
        this.adviceLoop = adviceLoop;
        this.fleet = fleet;
        this.pool = pool;
        this.liveStream = liveStream;
        this.actions = actions;
        this.json = json;
        this.clock = clock;
    }

    /// Statements, the most expensive first.
    record Queries(List<StatementFigures> statements) {}

    /// Incidents, the latest first.
    record IncidentList(List<Incident> incidents) {}

    /// All pods against the limits of the server, or why that is not known.
    record FleetReport(@Nullable FleetView fleet, @Nullable String unknown) {}

    /// The result of a flush.
    ///
    /// @param connections how many are being replaced
    record Flushed(int connections, String note) {}

    @GET
    @NonBlocking
    @Operation(operationId = "getPool", summary = "Everything that is known about the pool")
    public PoolReport report(@Context HttpHeaders headers) {
        return reports.now(Messages.forReader(headers.getAcceptableLanguages()));
    }

    @GET
    @Path("/connections")
    @Blocking
    @Operation(
            operationId = "getPoolConnections",
            summary = "Every connection: idle, or leased to which request, for how long, and doing what")
    public ConnectionList.View connections() {
        return connections.view();
    }

    @GET
    @Path("/history")
    @NonBlocking
    @Operation(
            operationId = "getPoolHistory",
            summary = "The last 15 minutes by second, the last 24 hours by minute, and the latest events")
    public HistorySnapshot history() {
        return history.snapshot(clock.instant());
    }

    @GET
    @Path("/incidents")
    @NonBlocking
    @Operation(
            operationId = "getPoolIncidents",
            summary = "The state at the beginning of each incident: leases, waiters, and activity on the server")
    public IncidentList incidents() {
        return new IncidentList(incidents.latest());
    }

    @GET
    @Path("/queries")
    @NonBlocking
    @Operation(operationId = "getPoolQueries", summary = "The cost of each statement, the most expensive first")
    public Queries queries() {
        return new Queries(statements.snapshot());
    }

    @GET
    @Path("/fleet")
    @Blocking
    @Operation(
            operationId = "getPoolFleet",
            summary = "The connections of all pods against the limits of the server",
            description = "The answer of the server is kept for ten seconds.")
    public FleetReport fleet() {
        ServerAnswer<FleetView> view = fleet.view(pool.snapshot().maxConnections());
        return new FleetReport(view.known().orElse(null), view.whyUnknown().orElse(null));
    }

    @GET
    @Path("/advice")
    @Blocking
    @Operation(
            operationId = "getPoolAdvice",
            summary = "What size the pool should have, why, and what other sizes would mean")
    public Advice advice() {
        return adviceLoop.advise();
    }

    @GET
    @Path("/stream")
    @NonBlocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @Operation(operationId = "streamPool", summary = "What GET /pool returns, once a second, as server-sent events")
    public Multi<String> stream() {
        return liveStream
                .listen()
                .orElseThrow(() -> Problem.of(
                                ProblemKind.POOL_BUSY, "100 clients already listen to the stream, which is the limit.")
                        .retryAfter(Duration.ofSeconds(5))
                        .asException());
    }

    @PATCH
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "resizePool",
            summary = "Changes the bounds of the pool at once",
            description = "Checked against the room on the server. Not kept after a restart.")
    public ResizeRequest.Resized resize(
            @RequestBody(required = true, content = @Content(schema = @Schema(ref = "#/components/schemas/Resize")))
                    byte @Nullable [] body,
            @Context SecurityContext security) {
        return actions.resize(ResizeRequest.of(json.object(body)), name(security));
    }

    @POST
    @Path("/flush")
    @Blocking
    @Operation(
            operationId = "flushPool",
            summary = "Replaces every connection: idle ones now, leased ones when they are returned")
    public Flushed flush(@Context SecurityContext security) {
        return new Flushed(
                actions.flush(name(security)),
                "Leased connections are replaced when they are returned: no request is interrupted.");
    }

    private static String name(SecurityContext security) {
        return Optional.ofNullable(security.getUserPrincipal())
                .map(java.security.Principal::getName)
                .orElse("an unnamed operator");
    }
}
