package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedAnswerTest {
    private final ManualClock clock = new ManualClock();
    private final AtomicInteger queries = new AtomicInteger();

    @Test
    void anAnswerIsKeptForTenSeconds() {
        CachedAnswer<Integer> cached = new CachedAnswer<>(this::ask, clock);

        assertThat(cached.get()).isEqualTo(new ServerAnswer.Known<>(1));
        clock.advance(Duration.ofMillis(9_999));
        assertThat(cached.get()).isEqualTo(new ServerAnswer.Known<>(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(cached.get()).isEqualTo(new ServerAnswer.Known<>(2));
    }

    @Test
    void aFailureIsKeptForASecond() {
        CachedAnswer<Integer> cached = new CachedAnswer<>(
                () -> queries.incrementAndGet() == 1 ? new ServerAnswer.Unknown<>("down") : new ServerAnswer.Known<>(7),
                clock);

        assertThat(cached.get().whyUnknown()).contains("down");
        clock.advance(Duration.ofMillis(999));
        assertThat(cached.get().whyUnknown()).contains("down");
        clock.advance(Duration.ofMillis(1));
        assertThat(cached.get()).isEqualTo(new ServerAnswer.Known<>(7));
    }

    @Test
    void anAnswerFromTheFutureIsStale() {
        CachedAnswer<Integer> cached = new CachedAnswer<>(this::ask, clock);
        cached.get();
        clock.advance(Duration.ofHours(-1));

        assertThat(cached.get()).isEqualTo(new ServerAnswer.Known<>(2));
    }

    @Test
    void theLatestAnswerIsAvailableWithoutAQuery() {
        CachedAnswer<Integer> cached = new CachedAnswer<>(this::ask, clock);
        assertThat(cached.lastKnown()).isEmpty();
        cached.get();
        clock.advance(Duration.ofHours(1));

        assertThat(cached.lastKnown()).contains(1);
        assertThat(queries).hasValue(1);
    }

    @Test
    void concurrentCallersShareOneQuery() {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        CachedAnswer<Integer> cached = new CachedAnswer<>(
                () -> {
                    awaitQuietly(answer);
                    return ask();
                },
                clock);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<ServerAnswer<Integer>>> all = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                begun.incrementAndGet();
                                return cached.get();
                            },
                            threads))
                    .toList();
            await().untilAtomic(begun, equalTo(8));
            answer.countDown();

            assertThat(all.stream().map(CompletableFuture::join)).containsOnly(new ServerAnswer.Known<>(1));
            assertThat(queries).hasValue(1);
        }
    }

    private ServerAnswer<Integer> ask() {
        return new ServerAnswer.Known<>(queries.incrementAndGet());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
