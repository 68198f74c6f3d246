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

/// The probes for Kubernetes. They only read memory and run on the event loop, so they respond in time
/// whatever the database or the pool does. A busy pool does not make an instance unready, because its
/// requests would then burden the other instances as well.
@ApplicationScoped
class Probes {
    private final PoolView pool;
    private final Gate gate;

    Probes(PoolView pool, Gate gate) {
        this.pool = pool;
        this.gate = gate;
    }

    /// Up while the process responds. Nothing else may count here, because a restart does not repair a
    /// database.
    @Produces
    @Liveness
    AsyncHealthCheck live() {
        return () -> check("process", true);
    }

    /// Up while the instance should get requests: it has started, and the database has not been
    /// unreachable for long.
    @Produces
    @Readiness
    AsyncHealthCheck ready() {
        return () -> check("database", gate.isOpen() && pool.isReady());
    }

    /// Up once migrations are done and the pool is warm.
    @Produces
    @Startup
    AsyncHealthCheck started() {
        return () -> check("pool", gate.wasOpened());
    }

    private static Uni<HealthCheckResponse> check(String name, boolean up) {
        return Uni.createFrom().item(HealthCheckResponse.named(name).status(up).build());
    }
}
