package dev.lifeguard.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeguard.advice.Advice;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One judgement about the pool and its database, for health, metrics, incidents and operators alike.
///
/// @param cause where the problem comes from; empty if there is none
public record Diagnosis(Status status, Optional<Cause> cause, List<Warning> warnings) {
    public Diagnosis {
        warnings = List.copyOf(warnings);
    }

    /// How serious the problem is.
    public enum Status {
        HEALTHY,
        WARNING,
        ERROR;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Which share of connections in use is worth a warning, and which a stronger one; in percent.
    public record Thresholds(int warn, int critical) {}

    /// @param notServed whether requests were refused or timed out just now
    static Diagnosis of(
            PoolSnapshot pool, DatabaseState database, boolean notServed, Thresholds thresholds, Hints hints) {
        List<Warning> warnings = new ArrayList<>();
        Optional<Cause> databaseCause = judge(database, warnings);
        boolean failing = pool.hasNoneLeft() && notServed;
        boolean waiting = pool.hasNoneLeft() && pool.waiting() > 0;
        judge(pool, failing, waiting, thresholds, warnings);
        judge(pool, hints, warnings);

        boolean down =
                databaseCause.filter(cause -> cause != Cause.DATABASE_SLOW).isPresent();
        Status status = down || failing ? Status.ERROR : warnings.isEmpty() ? Status.HEALTHY : Status.WARNING;
        Optional<Cause> poolCause = failing || waiting ? Optional.of(Cause.POOL_BUSY) : Optional.empty();
        return new Diagnosis(status, databaseCause.or(() -> poolCause), warnings);
    }

    private static Optional<Cause> judge(DatabaseState database, List<Warning> warnings) {
        return switch (database) {
            case DatabaseState.Unknown unknown -> Optional.empty();
            case DatabaseState.Answering answering -> Optional.empty();
            case DatabaseState.Slow slow -> {
                warnings.add(new DatabaseIsSlow(slow.roundTrip().toMillis()));
                yield Optional.of(Cause.DATABASE_SLOW);
            }
            case DatabaseState.Rejecting rejecting -> {
                warnings.add(new DatabaseRejects(rejecting.reason()));
                yield Optional.of(Cause.DATABASE_REJECTS);
            }
            case DatabaseState.Unreachable unreachable -> {
                warnings.add(new DatabaseDoesNotAnswer(unreachable.since(), unreachable.reason()));
                yield Optional.of(Cause.DATABASE_UNREACHABLE);
            }
        };
    }

    /// Adds the warnings that name a cure: a lease that lasts too long, a pool of the wrong size.
    private static void judge(PoolSnapshot pool, Hints hints, List<Warning> warnings) {
        hints.leak()
                .ifPresent(leak ->
                        warnings.add(new HeldTooLong(leak.route(), leak.held().toSeconds())));
        hints.advice().ifPresent(advice -> {
            int advised = advice.recommended().maxConnections();
            if (advice.verdict() == Advice.Verdict.RAISE && advised > pool.maxConnections() && !warnings.isEmpty()) {
                warnings.add(new RaiseTo(advised));
            }
            advice.room()
                    .filter(room -> room < pool.maxConnections())
                    .ifPresent(room -> warnings.add(new LowerTo(Math.min(room, advised), room)));
        });
    }

    private static void judge(
            PoolSnapshot pool, boolean failing, boolean waiting, Thresholds thresholds, List<Warning> warnings) {
        double usage = 100.0 * pool.inUse() / pool.maxConnections();
        boolean noneLeft = pool.available() == 0 && pool.total() >= pool.maxConnections();
        if (usage >= thresholds.warn() || noneLeft) {
            warnings.add(new HighUsage(pool.usagePercent(), pool.inUse(), pool.maxConnections()));
        }
        if (usage >= thresholds.critical()) {
            warnings.add(new NearlyExhausted(pool.maxConnections() - pool.inUse()));
        }
        if (failing) {
            warnings.add(new RequestsFail(pool.waiting()));
        } else if (waiting) {
            warnings.add(new RequestsWait(pool.waiting()));
        }
    }
}
