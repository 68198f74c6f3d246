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

/// Keeps answers for a moment, and computes one answer for all who ask for it at the same time. An error is kept for
/// nobody but those who wait for it. After a write by this pod nothing from before it is given.
///
/// Caffeine makes the class of a cache by name, and the name follows from the settings below: `M` and `W` for a
/// maximum by weight, `W` for what expires after it was written.
///
/// Safe for use by several threads.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSMWW")
@Singleton
class DashboardCache {
    /// Of texts, in characters: what somebody asks for must not fill the memory of all.
    private static final int MOST = 16 * 1024 * 1024;

    private final AsyncCache<Question, Answer> answers;
    private final WriteCounter writes;
    private final Json json;
    private final Duration kept;

    DashboardCache(DashboardSettings settings, WriteCounter writes, Json json) {
        this.kept = settings.cache();
        this.writes = writes;
        this.json = json;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(MOST)
                .weigher((Question question, Answer answer) -> answer.json().length())
                .expireAfterWrite(kept)
                .executor(Runnable::run)
                .buildAsync();
    }

    /// @param writes what this pod had written when it was asked
    private record Question(String dashboard, Period period, long writes) {}

    /// An answer as it goes out.
    ///
    /// @param tag names this very text
    record Answer(String json, String tag) {}

    Duration kept() {
        return kept;
    }

    /// The answer to a question, from whoever asked first.
    ///
    /// @param content computes it, if nobody has
    Uni<Answer> answer(String dashboard, Period period, Supplier<Uni<?>> content) {
        if (kept.isZero()) {
            return content.get().map(this::written);
        }
        return Uni.createFrom().emitter(emitter -> {
            Context context = Vertx.currentContext();
            CompletableFuture<Answer> shared = answers.get(
                    new Question(dashboard, period, writes.count()),
                    (question, executor) -> content.get().map(this::written).subscribeAsCompletionStage());
            // Not by giving the future itself away: one who leaves would cancel it for all.
            shared.whenComplete((answer, failure) -> on(context, () -> {
                if (failure == null) {
                    emitter.complete(answer);
                } else {
                    emitter.fail(failure);
                }
            }));
        });
    }

    private static void on(@Nullable Context context, Runnable task) {
        if (context == null) {
            ForkJoinPool.commonPool().execute(task);
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }

    private Answer written(Object content) {
        String text = json.text(content);
        return new Answer(text, digest(text));
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
