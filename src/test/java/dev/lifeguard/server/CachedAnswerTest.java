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
    private final SetClock clock = new SetClock();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void anAnswerHoldsForTenSeconds() {
        CachedAnswer<Integer> remembered = new CachedAnswer<>(this::ask, clock);

        assertThat(remembered.get()).isEqualTo(new ServerAnswer.Known<>(1));
        clock.goOn(Duration.ofMillis(9_999));
        assertThat(remembered.get()).isEqualTo(new ServerAnswer.Known<>(1));
        clock.goOn(Duration.ofMillis(1));
        assertThat(remembered.get()).isEqualTo(new ServerAnswer.Known<>(2));
    }

    @Test
    void aFailureHoldsForASecond() {
        CachedAnswer<Integer> remembered = new CachedAnswer<>(
                () -> asked.incrementAndGet() == 1 ? new ServerAnswer.Unknown<>("down") : new ServerAnswer.Known<>(7),
                clock);

        assertThat(remembered.get().whyUnknown()).contains("down");
        clock.goOn(Duration.ofMillis(999));
        assertThat(remembered.get().whyUnknown()).contains("down");
        clock.goOn(Duration.ofMillis(1));
        assertThat(remembered.get()).isEqualTo(new ServerAnswer.Known<>(7));
    }

    @Test
    void anAnswerFromTheFutureDoesNotHold() {
        CachedAnswer<Integer> remembered = new CachedAnswer<>(this::ask, clock);
        remembered.get();
        clock.goOn(Duration.ofHours(-1));

        assertThat(remembered.get()).isEqualTo(new ServerAnswer.Known<>(2));
    }

    @Test
    void whatIsRememberedCanBeHadWithoutAsking() {
        CachedAnswer<Integer> remembered = new CachedAnswer<>(this::ask, clock);
        assertThat(remembered.lastKnown()).isEmpty();
        remembered.get();
        clock.goOn(Duration.ofHours(1));

        assertThat(remembered.lastKnown()).contains(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void severalWhoAskAtOnceMakeOneQuestion() {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        CachedAnswer<Integer> remembered = new CachedAnswer<>(
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
                                return remembered.get();
                            },
                            threads))
                    .toList();
            await().untilAtomic(begun, equalTo(8));
            answer.countDown();

            assertThat(all.stream().map(CompletableFuture::join)).containsOnly(new ServerAnswer.Known<>(1));
            assertThat(asked).hasValue(1);
        }
    }

    private ServerAnswer<Integer> ask() {
        return new ServerAnswer.Known<>(asked.incrementAndGet());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
