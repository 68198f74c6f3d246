package dev.lifeguard.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.lifeguard.fixture.Load;
import dev.lifeguard.fixture.OwnPostgres;
import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.fixture.Token;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Kills, freezes and restarts the database while requests come in.
@QuarkusTest
@TestProfile(FaultsTest.Faults.class)
class FaultsTest {
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofMillis(1500);
    private static final Duration LONGER_THAN_A_FAILURE_IS_KEPT = Duration.ofMillis(1500);
    private static final String UNREACHABLE = "503 urn:lifeguard:problem:database-unreachable";
    private static final String POOL_BUSY = "503 urn:lifeguard:problem:pool-busy";
    private static final String STATEMENT_TIMEOUT = "504 urn:lifeguard:problem:statement-timeout";

    PostgresServer server;

    @TestHTTPResource("/")
    URI base;

    private Load load;
    private Set<String> expected = Set.of("200", UNREACHABLE);

    @BeforeEach
    void underLoad() {
        await().atMost(RECOVERY).until(() -> get("/health/started") == 200);
        load = Load.of(base.resolve("/api/customers?limit=1"), Token.bearer("viewer"), 8);
        await().atMost(RECOVERY).until(() -> load.count("200") > 50);
    }

    @AfterEach
    void stopLoad() {
        load.close();
        assertThat(load.responses()).isSubsetOf(expected);
    }

    @Test
    void aKilledDatabaseIsUnreachableUntilItIsBackAndTheServiceRecoversWithoutARestart() {
        server.kill();
        awaitCause("database-unreachable");
        await().atMost(RECOVERY).until(() -> get("/health/ready") == 503);
        assertThat(get("/health/live")).isEqualTo(200);
        given().get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("warning"))
                .body("warnings[0]", matchesPattern("The database has not answered since [-0-9T:.]+Z"));

        server.startAgain();

        load.forget();
        await().atMost(RECOVERY).until(() -> load.count("200") > 50);
        await().atMost(RECOVERY)
                .until(() -> get("/health/ready") == 200 && databaseHealth().statusCode() == 200);
    }

    @Test
    void aFrozenDatabaseIsUnreachableUntilItThaws() {
        expected = Set.of("200", UNREACHABLE, POOL_BUSY, STATEMENT_TIMEOUT);
        server.freeze();
        try {
            awaitCause("database-unreachable");
            assertThat(get("/health/live")).isEqualTo(200);
            await().atMost(RECOVERY).during(LONGER_THAN_A_FAILURE_IS_KEPT).until(FaultsTest::isScrapedAtOnce);
            await().atMost(RECOVERY).until(() -> load.count(UNREACHABLE) > 0 || load.count(POOL_BUSY) > 0);
        } finally {
            server.thaw();
        }

        load.forget();
        await().atMost(RECOVERY).until(() -> load.count("200") > 50);
        await().atMost(RECOVERY).until(() -> databaseHealth().statusCode() == 200);
    }

    @Test
    void theServiceRecoversFromADatabaseRestartWithoutARestartOfItsOwn() {
        server.restart();

        load.forget();
        await().atMost(RECOVERY).until(() -> load.count("200") > 50);
        await().atMost(RECOVERY).until(() -> databaseHealth().statusCode() == 200);
    }

    @Test
    void readsSucceedAlthoughTheServerTerminatesConnections() {
        load.forget();
        for (int i = 0; i < 5; i++) {
            long before = load.count("200");
            server.execute(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'lifeguard/%'");
            await().atMost(RECOVERY).until(() -> load.count("200") > before + 50);
        }
        assertThat(load.responses()).containsExactly("200");
    }

    /// Waits for the first `error`, which must have the right cause at once.
    private void awaitCause(String cause) {
        Response error = await().atMost(RECOVERY).until(FaultsTest::databaseHealth, it -> it.statusCode() == 503);
        error.then().body("status", equalTo("error")).body("cause", equalTo(cause));
    }

    private static Response databaseHealth() {
        return given().header("Authorization", Token.bearer("operator")).get("/health/db");
    }

    /// A scrape that queried the frozen database would take two seconds at least.
    private static boolean isScrapedAtOnce() {
        long begun = System.nanoTime();
        Scrape scrape = Scrape.now();
        return scrape.value("lifeguard_database_state", "state", "unreachable") == 1
                && System.nanoTime() - begun < AT_ONCE.toNanos();
    }

    private static int get(String path) {
        return given().get(path).statusCode();
    }

    /// A separate database, and shorter timeouts than in production.
    public static final class Faults implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "db.unready-after", "1s",
                    "db.statement-timeout", "3s",
                    "db.pool.acquire-timeout", "10s",
                    "db.connect-timeout", "5s");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OwnPostgres.class));
        }
    }
}
