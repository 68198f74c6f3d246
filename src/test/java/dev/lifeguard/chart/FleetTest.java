package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// A fleet for which the server has no room is not rendered.
class FleetTest {
    private static final String PGBOUNCER = """
            database: {existingSecret: {name: ''}}
            pgbouncer:
              server: {host: db.example.com, database: shop}
              credentials: {existingSecret: role}
              poolSize: 5
              maxClients: 60
            """;
    private static final String POOLER = """
            database: {existingSecret: {name: ''}}
            cloudnativepg: {enabled: true, pooler: {enabled: true, instances: 3, poolSize: 8, maxClients: 60}}
            """;

    private static Chart fleet(int replicas, int surge, int pool, int budget) {
        return Chart.minimal().with("""
                replicas: %d
                rollout: {maxSurge: %d, maxUnavailable: 1}
                settings: {DB_POOL_MIN_CONNECTIONS: 1, DB_POOL_MAX_CONNECTIONS: %d}
                database: {connectionBudget: %d}
                """.formatted(replicas, surge, pool, budget));
    }

    @Property(tries = 12)
    void itIsRenderedOnlyIfItFits(
            @ForAll @IntRange(min = 1, max = 40) int replicas,
            @ForAll @IntRange(max = 5) int surge,
            @ForAll @IntRange(min = 1, max = 60) int pool) {
        int needed = (replicas + surge) * (pool + 2);

        assertThat(fleet(replicas, surge, pool, needed).text()).contains("kind: Deployment");
        assertThat(fleet(replicas, surge, pool, needed - 1).refusal())
                .contains("= %d, and database.connectionBudget is %d.".formatted(needed, needed - 1));
    }

    @Test
    void theRefusalShowsTheSumAndASizeThatFits() {
        assertThat(fleet(4, 1, 24, 97).refusal())
                .contains("The fleet does not fit: (at most 4 replicas + 1 while rolling out)"
                        + " × (24 connections of the pool + 2 beside it) = 130, and database.connectionBudget is 97."
                        + " A pool of 17 would fit. So would 2 replicas.");
    }

    @Test
    void theSuggestedSizeIsTheLargestThatFits() {
        assertThat(fleet(4, 1, 17, 97).text()).isNotEmpty();
        assertThat(fleet(4, 1, 18, 97).refusal()).contains("does not fit");
        assertThat(fleet(2, 1, 24, 97).text()).isNotEmpty();
        assertThat(fleet(3, 1, 24, 97).refusal()).contains("does not fit");
    }

    @Test
    void itCountsTheMaximumOfAutoscaling() {
        Chart chart = fleet(1, 1, 10, 83).with("autoscaling: {enabled: true, maxReplicas: 6}");

        assertThat(chart.refusal()).contains("(at most 6 replicas + 1 while rolling out)", "= 84");
        assertThat(chart.with("database: {connectionBudget: 84}").text()).isNotEmpty();
    }

    @Test
    void aPercentageIsRoundedUp() {
        Chart chart = fleet(5, 0, 10, 83).with("rollout: {maxSurge: 25%}");

        assertThat(chart.refusal()).contains("(at most 5 replicas + 2 while rolling out)", "= 84");
    }

    @Test
    void itCountsTheMaximumOfAutosizing() {
        Chart chart = fleet(1, 1, 10, 43).with("settings: {DB_POOL_AUTOSIZE: 'on'}");

        assertThat(chart.refusal()).contains("(20 connections of the pool + 2 beside it) = 44");
        assertThat(chart.with("settings: {DB_POOL_AUTOSIZE_MAX: 30}").refusal()).contains("= 64");
        assertThat(chart.with("settings: {DB_POOL_AUTOSIZE_MAX: 12}").text()).isNotEmpty();
    }

    @Test
    void behindASidecarItsConnectionsCount() {
        Chart chart = fleet(3, 1, 40, 20).with(PGBOUNCER).with("pgbouncer: {mode: sidecar}");

        assertThat(chart.text()).isNotEmpty();
        assertThat(chart.with("database: {connectionBudget: 19}").refusal())
                .contains("(at most 3 replicas + 1 while rolling out) × 5 connections of its PgBouncer = 20, and");
    }

    @Test
    void behindPgBouncersTheirConnectionsCountAndSoDoTheirClients() {
        Chart chart = fleet(3, 1, 13, 15).with(PGBOUNCER).with("pgbouncer: {mode: deployment}");

        assertThat(chart.text()).isNotEmpty();
        assertThat(chart.with("database: {connectionBudget: 14}").refusal())
                .contains("(2 PgBouncers + 1 while rolling out) × 5 connections = 15, and");
        assertThat(chart.with("settings: {DB_POOL_MAX_CONNECTIONS: 14}").refusal())
                .contains(
                        "The pooler would refuse connections: the pods open up to 64 connections, and its maxClients is 60.");
    }

    @Test
    void behindAPoolerItsConnectionsCountAndSoDoItsClients() {
        Chart chart = fleet(3, 1, 13, 24).with(POOLER);

        assertThat(chart.text()).isNotEmpty();
        assertThat(chart.with("database: {connectionBudget: 23}").refusal())
                .contains("3 instances of the pooler × 8 connections = 24, and");
        assertThat(chart.with("settings: {DB_POOL_MAX_CONNECTIONS: 14}").refusal())
                .contains("its maxClients is 60.");
    }

    @Test
    void aClusterHasTheBudgetOfTheFleetAndAReserve() {
        Chart chart = Chart.minimal().with("""
                database: {connectionBudget: 200, existingSecret: {name: ''}}
                cloudnativepg: {enabled: true}
                """);

        assertThat(chart.render()
                        .one("Cluster")
                        .at("/spec/postgresql/parameters/max_connections")
                        .asText())
                .isEqualTo("213");
    }
}
