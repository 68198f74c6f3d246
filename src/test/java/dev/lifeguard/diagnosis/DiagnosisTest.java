package dev.lifeguard.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.advice.Confidence;
import dev.lifeguard.advice.Size;
import dev.lifeguard.diagnosis.Diagnosis.Status;
import dev.lifeguard.diagnosis.Diagnosis.Thresholds;
import dev.lifeguard.diagnosis.Warning.DatabaseDoesNotAnswer;
import dev.lifeguard.diagnosis.Warning.DatabaseIsSlow;
import dev.lifeguard.diagnosis.Warning.DatabaseRejects;
import dev.lifeguard.diagnosis.Warning.HeldTooLong;
import dev.lifeguard.diagnosis.Warning.HighUsage;
import dev.lifeguard.diagnosis.Warning.LowerTo;
import dev.lifeguard.diagnosis.Warning.NearlyExhausted;
import dev.lifeguard.diagnosis.Warning.RaiseTo;
import dev.lifeguard.diagnosis.Warning.RequestsFail;
import dev.lifeguard.diagnosis.Warning.RequestsWait;
import dev.lifeguard.pool.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final DatabaseState ANSWERING =
            new DatabaseState.Answering(SINCE, "18.6", true, Duration.ofMillis(1));
    private static final Thresholds THRESHOLDS = new Thresholds(60, 80);

    @Test
    void aPoolBelowTheFirstThresholdIsHealthy() {
        assertThat(judge(pool(5, 5, 0), ANSWERING, false))
                .isEqualTo(new Diagnosis(Status.HEALTHY, Optional.empty(), List.of()));
    }

    @Test
    void usageAtTheFirstThresholdIsAWarning() {
        assertThat(judge(pool(6, 4, 0), ANSWERING, false))
                .isEqualTo(new Diagnosis(Status.WARNING, Optional.empty(), List.of(new HighUsage(60.0, 6, 10))));
    }

    @Test
    void usageAtTheSecondThresholdIsAStrongerWarning() {
        assertThat(judge(pool(8, 2, 0), ANSWERING, false))
                .isEqualTo(new Diagnosis(
                        Status.WARNING, Optional.empty(), List.of(new HighUsage(80.0, 8, 10), new NearlyExhausted(2))));
    }

    @Test
    void aPoolWithoutIdleConnectionsThatMayStillGrowIsHealthy() {
        assertThat(judge(pool(2, 0, 0), ANSWERING, false).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void anExhaustedPoolWithWaitersIsTheCause() {
        assertThat(judge(pool(10, 0, 3), ANSWERING, false))
                .isEqualTo(new Diagnosis(
                        Status.WARNING,
                        Optional.of(Cause.POOL_BUSY),
                        List.of(new HighUsage(100.0, 10, 10), new NearlyExhausted(0), new RequestsWait(3))));
    }

    @Test
    void anExhaustedPoolThatFailsRequestsIsAnError() {
        assertThat(judge(pool(10, 0, 7), ANSWERING, true))
                .isEqualTo(new Diagnosis(
                        Status.ERROR,
                        Optional.of(Cause.POOL_BUSY),
                        List.of(new HighUsage(100.0, 10, 10), new NearlyExhausted(0), new RequestsFail(7))));
    }

    @Test
    void requestsThatFailedBeforeThePoolRecoveredAreNoError() {
        assertThat(judge(pool(1, 9, 0), ANSWERING, true).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void anUnreachableDatabaseIsTheCauseEvenWhenThePoolIsBusy() {
        assertThat(judge(pool(10, 0, 7), new DatabaseState.Unreachable(SINCE, "refused"), true))
                .isEqualTo(new Diagnosis(
                        Status.ERROR,
                        Optional.of(Cause.DATABASE_UNREACHABLE),
                        List.of(
                                new DatabaseDoesNotAnswer(SINCE, "refused"),
                                new HighUsage(100.0, 10, 10),
                                new NearlyExhausted(0),
                                new RequestsFail(7))));
    }

    @Test
    void aDatabaseThatRejectsTheServiceIsAnError() {
        assertThat(judge(pool(0, 2, 0), new DatabaseState.Rejecting(SINCE, "it is read-only"), false))
                .isEqualTo(new Diagnosis(
                        Status.ERROR,
                        Optional.of(Cause.DATABASE_REJECTS),
                        List.of(new DatabaseRejects("it is read-only"))));
    }

    @Test
    void aSlowDatabaseIsAWarning() {
        assertThat(judge(pool(0, 2, 0), new DatabaseState.Slow(SINCE, Duration.ofMillis(800)), false))
                .isEqualTo(new Diagnosis(
                        Status.WARNING, Optional.of(Cause.DATABASE_SLOW), List.of(new DatabaseIsSlow(800))));
    }

    @Test
    void anUnknownDatabaseIsHealthy() {
        assertThat(judge(pool(0, 0, 0), new DatabaseState.Unknown(SINCE), false).status())
                .isEqualTo(Status.HEALTHY);
    }

    @Test
    void theThresholdsComeFromTheSettings() {
        Diagnosis diagnosis = Diagnosis.of(pool(3, 7, 0), ANSWERING, false, new Thresholds(30, 31), Hints.NONE);
        assertThat(diagnosis.warnings()).containsExactly(new HighUsage(30.0, 3, 10));
    }

    @Test
    void aLeaseThatLastsTooLongIsNamed() {
        Hints hints =
                new Hints(Optional.of(new Ledger.LongLease("GET /slow", Duration.ofMillis(42_900))), Optional.empty());
        assertThat(Diagnosis.of(pool(1, 9, 0), ANSWERING, false, THRESHOLDS, hints))
                .isEqualTo(new Diagnosis(Status.WARNING, Optional.empty(), List.of(new HeldTooLong("GET /slow", 42))));
    }

    @Test
    void aBusyPoolThatIsTooSmallGetsAWarningToRaiseIt() {
        assertThat(withAdvice(pool(6, 4, 0), Advice.Verdict.RAISE, 11, Optional.of(11)))
                .containsExactly(new HighUsage(60.0, 6, 10), new RaiseTo(11));
    }

    @Test
    void thereIsNoWarningToRaiseAPoolThatIsIdleLargeEnoughOrWithoutRoom() {
        assertThat(withAdvice(pool(5, 5, 0), Advice.Verdict.RAISE, 11, Optional.empty()))
                .isEmpty();
        assertThat(withAdvice(pool(6, 4, 0), Advice.Verdict.RAISE, 10, Optional.empty()))
                .containsExactly(new HighUsage(60.0, 6, 10));
        assertThat(withAdvice(pool(6, 4, 0), Advice.Verdict.NO_ROOM, 11, Optional.empty()))
                .containsExactly(new HighUsage(60.0, 6, 10));
    }

    @Test
    void aPoolThatTheServerHasNoRoomForGetsAWarningToLowerIt() {
        assertThat(withAdvice(pool(1, 9, 0), Advice.Verdict.KEEP, 10, Optional.of(9)))
                .containsExactly(new LowerTo(9, 9));
        assertThat(withAdvice(pool(1, 9, 0), Advice.Verdict.LOWER, 4, Optional.of(9)))
                .containsExactly(new LowerTo(4, 9));
        assertThat(withAdvice(pool(1, 9, 0), Advice.Verdict.LOWER, 4, Optional.of(10)))
                .isEmpty();
    }

    @Test
    void aFullyOpenPoolWithoutAnIdleConnectionIsAWarningHoweverFewAreInUse() {
        assertThat(judge(new PoolSnapshot(2, 10, 0, 1, 10, 0, 1), ANSWERING, false)
                        .warnings())
                .containsExactly(new HighUsage(10.0, 1, 10));
        assertThat(judge(new PoolSnapshot(2, 10, 1, 1, 10, 0, 1), ANSWERING, false)
                        .warnings())
                .isEmpty();
    }

    @Test
    void aStatusIsWrittenInLowerCase() {
        assertThat(Status.HEALTHY.slug()).isEqualTo("healthy");
    }

    private static List<Warning> withAdvice(
            PoolSnapshot pool, Advice.Verdict verdict, int max, Optional<Integer> room) {
        Advice advice = new Advice(
                verdict,
                Confidence.HIGH,
                new Size(2, 10),
                new Size(2, max),
                room,
                List.of(),
                List.of(),
                10,
                new Advice.Measured(60, 0, 0, 0, 0, 0, 0, 0),
                List.of());
        return Diagnosis.of(pool, ANSWERING, false, THRESHOLDS, new Hints(Optional.empty(), Optional.of(advice)))
                .warnings();
    }

    private static Diagnosis judge(PoolSnapshot pool, DatabaseState database, boolean notServed) {
        return Diagnosis.of(pool, database, notServed, THRESHOLDS, Hints.NONE);
    }

    private static PoolSnapshot pool(int inUse, int available, int waiting) {
        return new PoolSnapshot(2, 10, available, inUse, inUse + available, waiting, inUse);
    }
}
