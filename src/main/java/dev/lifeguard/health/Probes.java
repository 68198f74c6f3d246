package dev.lifeguard.health;

import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.pool.Gate;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/// What Kubernetes asks. They read memory and run on the event loop, so they answer in time whatever the
/// database or the pool does. A busy pool is no reason to take an instance out: the others would only get its
/// requests too.
@ApplicationScoped
class Probes {
    private final PoolView pool;
    private final Gate gate;

    Probes(PoolView pool, Gate gate) {
        this.pool = pool;
        this.gate = gate;
    }

    /// The process answers. Nothing else may count here: a restart does not heal a database.
    @Produces
    @Liveness
    AsyncHealthCheck live() {
        return () -> check("process", true);
    }

    /// The instance should get requests: it has started, and the database has not been away for long.
    @Produces
    @Readiness
    AsyncHealthCheck ready() {
        return () -> check("database", gate.isOpen() && pool.isReady());
    }

    /// Migrations are done and the pool is warm.
    @Produces
    @Startup
    AsyncHealthCheck started() {
        return () -> check("pool", gate.wasOpened());
    }

    private static Uni<HealthCheckResponse> check(String name, boolean up) {
        return Uni.createFrom().item(HealthCheckResponse.named(name).status(up).build());
    }
}
