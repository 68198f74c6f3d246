package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.pool.Ledger.LaneUse;
import dev.lifeguard.server.BackendState;
import dev.lifeguard.work.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private static final Executor DIRECTLY = Runnable::run;
    private static final BackendState ACTIVE = new BackendState(
            7,
            Optional.of("active"),
            Optional.of("Lock"),
            Optional.of("transactionid"),
            Optional.of(90L),
            Optional.of(90L),
            Optional.of(90L),
            Optional.empty());

    private final AtomicInteger captured = new AtomicInteger();
    private Instant now = Instant.EPOCH;
    private final Clock clock = moving();

    @Test
    void theStateIsCapturedAtTheFirstFailure() {
        Incidents incidents = incidents(DIRECTLY);

        incidents.failed(FailureKind.REFUSAL);

        Incident incident = incidents.latest().getFirst();
        assertThat(incident.kind()).isEqualTo(FailureKind.REFUSAL);
        assertThat(incident.waiting()).isEqualTo(60);
        assertThat(incident.waiters()).hasSize(50).first().isEqualTo(new Waiting("GET /a", Lane.INTERACTIVE, 0));
        assertThat(incident.waitingByRoute())
                .containsExactly(
                        new WaitingByRoute("GET /a", Lane.INTERACTIVE, 40),
                        new WaitingByRoute("GET /b", Lane.DASHBOARDS, 20));
        assertThat(incident.holders().getFirst().server()).contains(ACTIVE);
        assertThat(incident.serverAsked()).isTrue();
        assertThat(incident.unknown()).containsExactly("no fleet");
    }

    @Test
    void furtherFailuresAreOnlyCounted() {
        Incidents incidents = incidents(DIRECTLY);
        incidents.failed(FailureKind.TIMEOUT);
        now = now.plusMillis(9_999);
        incidents.failed(FailureKind.REFUSAL);
        now = now.plusMillis(9_999);
        incidents.failed(FailureKind.TIMEOUT);

        assertThat(captured).hasValue(1);
        assertThat(incidents.latest()).singleElement().satisfies(incident -> {
            assertThat(incident.timeouts()).isEqualTo(2);
            assertThat(incident.refusals()).isEqualTo(1);
            assertThat(incident.at()).isEqualTo(Instant.EPOCH);
            assertThat(incident.lastAt()).isEqualTo(now);
            assertThat(incident.over()).isFalse();
        });
    }

    @Test
    void anIncidentIsOverAfterTenSecondsWithoutFailures() {
        Incidents incidents = incidents(DIRECTLY);
        incidents.failed(FailureKind.TIMEOUT);
        now = now.plus(Duration.ofSeconds(10));
        assertThat(incidents.latest().getFirst().over()).isTrue();

        incidents.failed(FailureKind.TIMEOUT);

        assertThat(incidents.latest()).extracting(Incident::number).containsExactly(2L, 1L);
        assertThat(captured).hasValue(2);
    }

    @Test
    void theLastTwentyAreKept() {
        Incidents incidents = incidents(DIRECTLY);
        for (int i = 0; i < 25; i++) {
            incidents.failed(FailureKind.TIMEOUT);
            now = now.plusSeconds(10);
        }

        assertThat(incidents.latest()).hasSize(20);
        assertThat(incidents.latest().getFirst().number()).isEqualTo(25);
        assertThat(incidents.latest().getLast().number()).isEqualTo(6);
    }

    @Test
    void theReportOfTheServerIsAddedLater() {
        List<Runnable> later = new ArrayList<>();
        Incidents incidents = incidents(later::add);
        incidents.failed(FailureKind.TIMEOUT);

        assertThat(incidents.latest().getFirst().serverAsked()).isFalse();
        assertThat(incidents.latest().getFirst().holders().getFirst().server()).isEmpty();
        later.forEach(Runnable::run);
        assertThat(incidents.latest().getFirst().serverAsked()).isTrue();
    }

    @Test
    void simultaneousFailuresBeginOneIncidentAndAreAllCounted() throws InterruptedException {
        Incidents incidents = incidents(DIRECTLY);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    awaitQuietly(go);
                    IntStream.range(0, 1_000).forEach(n -> incidents.failed(FailureKind.REFUSAL));
                });
            }
            go.countDown();
        }

        assertThat(incidents.latest())
                .singleElement()
                .satisfies(incident -> assertThat(incident.refusals()).isEqualTo(8_000));
        assertThat(captured).hasValue(1);
    }

    @Test
    void aFailureDuringTheCaptureIsCounted() throws InterruptedException {
        CountDownLatch captureMayEnd = new CountDownLatch(1);
        Incidents incidents = new Incidents(
                () -> {
                    captured.incrementAndGet();
                    awaitQuietly(captureMayEnd);
                    return state();
                },
                (pids, max) -> new ServerState(Map.of(), List.of(), Optional.empty(), List.of()),
                DIRECTLY,
                clock);
        Thread first = Thread.ofPlatform().start(() -> incidents.failed(FailureKind.REFUSAL));
        await().untilAtomic(captured, equalTo(1));
        Thread second = Thread.ofPlatform().start(() -> incidents.failed(FailureKind.REFUSAL));
        await().until(() -> second.getState() == Thread.State.BLOCKED);
        captureMayEnd.countDown();
        first.join();
        second.join();

        assertThat(incidents.latest())
                .singleElement()
                .satisfies(incident -> assertThat(incident.refusals()).isEqualTo(2));
        assertThat(captured).hasValue(1);
    }

    private Incidents incidents(Executor background) {
        return new Incidents(
                () -> {
                    captured.incrementAndGet();
                    return state();
                },
                (pids, max) -> new ServerState(Map.of(7, ACTIVE), List.of(), Optional.empty(), List.of("no fleet")),
                background,
                clock);
    }

    private static PoolState state() {
        Holder holder = new Holder(
                "GET /api/customers/{id}", "r-1", Lane.INTERACTIVE, 90, Optional.of("by id"), 7, Optional.empty());
        List<Waiting> waiters = Stream.concat(
                        IntStream.range(0, 40).mapToObj(i -> new Waiting("GET /a", Lane.INTERACTIVE, i)),
                        IntStream.range(0, 20).mapToObj(i -> new Waiting("GET /b", Lane.DASHBOARDS, i)))
                .toList();
        return new PoolState(1, 1, List.of(holder), waiters, List.of(new LaneUse(Lane.INTERACTIVE, 1, 40, 0, 1)));
    }

    private Clock moving() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
