package dev.lifeguard.dashboards;

import static dev.lifeguard.fixture.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.dashboards.AnswerCache.Answer;
import dev.lifeguard.database.Writes;
import dev.lifeguard.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which answers are computed, and which are given again.
@QuarkusTest
class AnswerCacheTest {
    private static final Period PERIOD = new Period(
            Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"), Bucket.DAY, ZoneOffset.UTC);

    @Inject
    Json json;

    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void manyWhoAskAtOnceShareAnAnswerAlsoWhenTheFirstOfThemLeaves() {
        AnswerCache cache = cache(Duration.ofHours(1));
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Uni<Answer> asked =
                cache.answer("one", PERIOD, () -> counted(Uni.createFrom().completionStage(result)));
        Cancellable first = asked.subscribe().with(ignored -> {});
        List<CompletableFuture<Answer>> others = IntStream.range(0, 50)
                .mapToObj(i -> asked.subscribeAsCompletionStage())
                .toList();

        first.cancel();
        result.complete(7);

        assertThat(others).allSatisfy(other -> assertThat(other.join().json()).isEqualTo("7"));
        assertThat(computed).hasValue(1);
    }

    @Test
    void anErrorIsForThoseWhoWaitedAndForNobodyElse() {
        AnswerCache cache = cache(Duration.ofHours(1));

        assertThatThrownBy(() -> answer(
                        cache.answer("one", PERIOD, () -> Uni.createFrom().failure(new IllegalStateException("down")))))
                .hasMessageContaining("down");
        assertThat(answer(cache.answer(
                                "one", PERIOD, () -> counted(Uni.createFrom().item(1))))
                        .json())
                .isEqualTo("1");
    }

    @Test
    void nothingIsKeptForNoTime() {
        AnswerCache cache = cache(Duration.ZERO);
        answer(cache.answer("one", PERIOD, () -> counted(Uni.createFrom().item(1))));
        answer(cache.answer("one", PERIOD, () -> counted(Uni.createFrom().item(1))));

        assertThat(computed).hasValue(2);
    }

    private <T> Uni<T> counted(Uni<T> uni) {
        computed.incrementAndGet();
        return uni;
    }

    private AnswerCache cache(Duration kept) {
        DashboardSettings settings = new DashboardSettings() {
            @Override
            public Duration cache() {
                return kept;
            }

            @Override
            public Duration foldEvery() {
                return Duration.ZERO;
            }
        };
        return new AnswerCache(settings, new Writes(), json);
    }
}
