package dev.lifeguard.operations;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.diagnosis.Messages;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.History;
import dev.lifeguard.history.HistorySnapshot;
import dev.lifeguard.history.StatementFigures;
import dev.lifeguard.history.Statements;
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
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// The routes by which an operator sees and changes the pool. Those that ask the server run on worker threads, so
/// that a server which does not answer holds up nobody else.
@Path("/pool")
@Tag(name = "Pool", description = "Who has the connections, how long requests wait, what size would be right")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
class PoolResource {
    private final Reports reports;
    private final ConnectionList connections;
    private final History history;
    private final Statements statements;
    private final IncidentTrigger incidents;
    private final AdviceLoop advising;
    private final Fleet fleet;
    private final PoolView pool;
    private final LiveStream live;
    private final OperatorActions operations;
    private final Clock clock;

    PoolResource(
            Reports reports,
            ConnectionList connections,
            History history,
            Statements statements,
            IncidentTrigger incidents,
            AdviceLoop advising,
            Fleet fleet,
            PoolView pool,
            LiveStream live,
            OperatorActions operations,
            Clock clock) {
        this.reports = reports;
        this.connections = connections;
        this.history = history;
        this.statements = statements;
        this.incidents = incidents;
        this.advising = advising;
        this.fleet = fleet;
        this.pool = pool;
        this.live = live;
        this.operations = operations;
        this.clock = clock;
    }

    /// Statements, the costliest first.
    record Queries(List<StatementFigures> statements) {}

    /// Incidents, the latest first.
    record IncidentList(List<Incident> incidents) {}

    /// All pods against the server's limits, or why that is not known.
    record FleetReport(@Nullable FleetView fleet, @Nullable String unknown) {}

    /// What was begun.
    ///
    /// @param connections how many are being replaced
    record Flushed(int connections, String note) {}

    @GET
    @NonBlocking
    @Operation(operationId = "getPool", summary = "Everything that the pool knows of itself")
    public PoolReport report(@Context HttpHeaders headers) {
        return reports.now(Messages.forReader(headers.getAcceptableLanguages()));
    }

    @GET
    @Path("/connections")
    @Blocking
    @Operation(
            operationId = "getPoolConnections",
            summary = "Every connection: idle, or held by which request, since when, doing what")
    public ConnectionList.View connections() {
        return connections.look();
    }

    @GET
    @Path("/history")
    @NonBlocking
    @Operation(
            operationId = "getPoolHistory",
            summary = "The last 15 minutes by the second, the last 24 hours by the minute, and what was done")
    public HistorySnapshot history() {
        return history.snapshot(clock.instant());
    }

    @GET
    @Path("/incidents")
    @NonBlocking
    @Operation(
            operationId = "getPoolIncidents",
            summary = "The state that was frozen whenever requests began to go without a connection")
    public IncidentList incidents() {
        return new IncidentList(incidents.latest());
    }

    @GET
    @Path("/queries")
    @NonBlocking
    @Operation(operationId = "getPoolQueries", summary = "What each statement has cost, the costliest first")
    public Queries queries() {
        return new Queries(statements.snapshot());
    }

    @GET
    @Path("/fleet")
    @Blocking
    @Operation(
            operationId = "getPoolFleet",
            summary = "The connections of all pods against the limits of the server",
            description = "What the server said is kept for ten seconds.")
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
        return advising.advise();
    }

    @GET
    @Path("/stream")
    @NonBlocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @Operation(operationId = "streamPool", summary = "What GET /pool answers, once a second, as server-sent events")
    public Multi<String> stream() {
        return live.listen()
                .orElseThrow(() -> Problem.of(ProblemKind.POOL_BUSY, "100 listen already, which is the limit.")
                        .retryAfter(Duration.ofSeconds(5))
                        .asException());
    }

    @PATCH
    @Blocking
    @Operation(
            operationId = "resizePool",
            summary = "Gives the pool other bounds at once",
            description = "Checked against the room that the server has. Not kept over a restart.")
    public Resize.Resized resize(@NotNull @Valid Resize change, @Context SecurityContext who) {
        return operations.resize(change, name(who));
    }

    @POST
    @Path("/flush")
    @Blocking
    @Operation(
            operationId = "flushPool",
            summary = "Replaces every connection, idle ones now, others as they come back")
    public Flushed flush(@Context SecurityContext who) {
        return new Flushed(operations.flush(name(who)), "Nobody who has a connection is cut off.");
    }

    private static String name(SecurityContext who) {
        return Optional.ofNullable(who.getUserPrincipal())
                .map(java.security.Principal::getName)
                .orElse("somebody");
    }
}
