package dev.lifeguard.dashboards;

import dev.lifeguard.http.EntityTag;
import dev.lifeguard.http.Representation;
import dev.lifeguard.security.Role;
import dev.lifeguard.work.InLane;
import dev.lifeguard.work.Lane;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/// The dashboard routes.
@Path("/api/dashboards")
@Tag(name = "Dashboards")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER, Role.EDITOR})
@InLane(Lane.DASHBOARDS)
class DashboardResource {
    private final DashboardStore store;
    private final DashboardCache cache;
    private final Rollups rollups;
    private final Clock clock;

    DashboardResource(DashboardStore store, DashboardCache cache, Rollups rollups, Clock clock) {
        this.store = store;
        this.cache = cache;
        this.rollups = rollups;
        this.clock = clock;
    }

    /// All dashboards.
    record Catalogue(List<Dashboard> items) {}

    @GET
    @Operation(operationId = "listDashboards", summary = "Lists the dashboards")
    public Catalogue list() {
        return new Catalogue(Dashboard.ALL);
    }

    @GET
    @Path("/overview")
    @Operation(operationId = "getOverview", summary = "Customers, orders and revenue at a glance")
    @APIResponseSchema(value = Overview.class, responseCode = "200")
    public Uni<RestResponse<String>> overview(
            @BeanParam PeriodParameters parameters, @RestHeader("If-None-Match") List<String> knownTags) {
        return respond(
                "overview",
                parameters,
                knownTags,
                period -> store.overview(period).map(figures -> Overview.of(period, figures)));
    }

    @GET
    @Path("/revenue")
    @Operation(operationId = "getRevenue", summary = "Revenue by bucket and status")
    @APIResponseSchema(value = Revenue.class, responseCode = "200")
    public Uni<RestResponse<String>> revenue(
            @BeanParam PeriodParameters parameters, @RestHeader("If-None-Match") List<String> knownTags) {
        return respond(
                "revenue",
                parameters,
                knownTags,
                period -> store.revenue(period).map(figures -> Revenue.of(period, figures)));
    }

    @GET
    @Path("/growth")
    @Operation(operationId = "getGrowth", summary = "New, churned and returning customers")
    @APIResponseSchema(value = Growth.class, responseCode = "200")
    public Uni<RestResponse<String>> growth(
            @BeanParam PeriodParameters parameters, @RestHeader("If-None-Match") List<String> knownTags) {
        return respond(
                "growth",
                parameters,
                knownTags,
                period -> store.growth(period, Growth.firstCohort(period), Growth.afterLastCohort(period))
                        .map(figures -> Growth.of(period, figures)));
    }

    @POST
    @Path("/rebuild")
    @RolesAllowed(Role.OPERATOR)
    @InLane(Lane.BULK)
    @Operation(
            operationId = "rebuildDashboards",
            summary = "Rebuilds the roll-ups behind the dashboards, while other requests read and write")
    public Uni<RebuildResult> rebuild() {
        return rollups.rebuild().map(duration -> new RebuildResult(duration.toMillis()));
    }

    private Uni<RestResponse<String>> respond(
            String name, PeriodParameters parameters, List<String> knownTags, Function<Period, Uni<?>> content) {
        Period period = parameters.period(clock.instant());
        String cacheControl = cache.maxAge().toSeconds() == 0
                ? "private, no-cache"
                : "private, max-age=" + cache.maxAge().toSeconds();
        return cache.get(name, period, () -> content.apply(period))
                .map(dashboard -> Representation.unlessKnown(
                        knownTags, dashboard.json(), new EntityTag(false, dashboard.tag()), cacheControl));
    }
}
