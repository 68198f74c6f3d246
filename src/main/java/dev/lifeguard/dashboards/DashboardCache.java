package dev.lifeguard.dashboards;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lifeguard.database.WriteCounter;
import dev.lifeguard.http.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Caches dashboards for a short time. Requests for the same dashboard at the same time share one
/// computation. A failure is not cached: only the requests that wait for the computation get it. After
/// a write by this pod, nothing that was computed before the write is used.
///
/// Caffeine makes the class of a cache by name, and the name follows from the settings below: `M` and `W` for a
/// maximum by weight, `W` for what expires after it was written.
///
/// Safe for use by several threads.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSMWW")
@Singleton
class DashboardCache {
    /// A limit for all cached JSON together, so that requests for many different periods cannot fill
    /// the memory.
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    private final AsyncCache<Key, CachedDashboard> dashboards;
    private final WriteCounter writes;
    private final Json json;
    private final Duration maxAge;

    DashboardCache(DashboardSettings settings, WriteCounter writes, Json json) {
        this.maxAge = settings.cache();
        this.writes = writes;
        this.json = json;
        this.dashboards = Caffeine.newBuilder()
                .maximumWeight(MAX_CHARACTERS)
                .weigher(
                        (Key key, CachedDashboard dashboard) -> dashboard.json().length())
                .expireAfterWrite(maxAge)
                .executor(Runnable::run)
                .buildAsync();
    }

    /// @param writes the write count of this pod when the request came in
    private record Key(String name, Period period, long writes) {}

    /// A dashboard as it is sent.
    ///
    /// @param tag a digest of the JSON
    record CachedDashboard(String json, String tag) {}

    /// How long a dashboard is cached.
    Duration maxAge() {
        return maxAge;
    }

    /// Returns a cached dashboard, or computes it.
    ///
    /// @param content computes the dashboard
    Uni<CachedDashboard> get(String name, Period period, Supplier<Uni<?>> content) {
        if (maxAge.isZero()) {
            return content.get().map(this::render);
        }
        return Uni.createFrom().emitter(emitter -> {
            Context context = Vertx.currentContext();
            CompletableFuture<CachedDashboard> shared = dashboards.get(
                    new Key(name, period, writes.count()),
                    (key, executor) -> content.get().map(this::render).subscribeAsCompletionStage());
            // The shared future is not handed out: a cancelled request would cancel it for all others.
            shared.whenComplete((dashboard, failure) -> runOn(context, () -> {
                if (failure == null) {
                    emitter.complete(dashboard);
                } else {
                    emitter.fail(failure);
                }
            }));
        });
    }

    private static void runOn(@Nullable Context context, Runnable task) {
        if (context == null) {
            ForkJoinPool.commonPool().execute(task);
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }

    private CachedDashboard render(Object content) {
        String text = json.text(content);
        return new CachedDashboard(text, digest(text));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
