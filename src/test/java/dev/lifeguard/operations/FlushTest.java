package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.LeaseResource;
import dev.lifeguard.fixture.LeaseResource.LongLease;
import dev.lifeguard.fixture.Load;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Replacing every connection while the service is running.
@QuarkusTest
class FlushTest {
    @Inject
    Gate gate;

    @BeforeEach
    void awaitIdlePool() {
        await().until(() ->
                gate.isOpen() && Operator.json("/pool").getInt("pool_stats.in_use") == 0 && pids().size() >= 2);
    }

    @Test
    void everyConnectionIsReplacedAndALeasedOneStaysUntilItIsReturned() throws Exception {
        try (LongLease lease = LeaseResource.expect("flushed", 1)) {
            CompletableFuture<HttpResponse<String>> holder = Operator.sendLater("/fixture/lease/interactive/flushed");
            lease.awaitBegun();
            await("no connection is being opened or closed")
                    .until(() -> pids().size() == Operator.json("/pool").getInt("pool_stats.total"));
            List<Integer> before = pids();
            int leased =
                    Operator.json("/pool/connections").getInt("connections.find { it.state == 'held' }.backend_pid");

            JsonPath result = Operator.request()
                    .post("/pool/flush")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();

            assertThat(result.getInt("connections")).isEqualTo(before.size());
            assertThat(result.getString("note")).contains("no request is interrupted");
            await().untilAsserted(() -> assertThat(pids())
                    .contains(leased)
                    .doesNotContainAnyElementsOf(
                            before.stream().filter(pid -> pid != leased).toList()));
            lease.close();
            assertThat(holder.join().statusCode()).isEqualTo(200);
            await().untilAsserted(() ->
                    assertThat(pids()).hasSizeGreaterThanOrEqualTo(2).doesNotContainAnyElementsOf(before));
            assertThat(Operator.json("/pool/history").getString("events[-1].text"))
                    .isEqualTo("%d connections are being replaced as they are returned, by operator."
                            .formatted(before.size()));
        }
    }

    @Test
    void noRequestIsInterruptedUnderLoad() {
        try (Load load = Load.of(Operator.address("/api/customers"), Token.bearer("viewer"), 16)) {
            for (int i = 0; i < 5; i++) {
                long served = load.count("200");
                Operator.request().post("/pool/flush").then().statusCode(200);
                await().atMost(Duration.ofSeconds(10)).until(() -> load.count("200") > served + 50);
            }
            assertThat(load.responses()).containsExactly("200");
        }
    }

    private static List<Integer> pids() {
        return Operator.json("/pool/connections").getList("connections.backend_pid", Integer.class);
    }
}
