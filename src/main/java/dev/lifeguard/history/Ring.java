package dev.lifeguard.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/// Rows of samples, one for each period, in fixed memory: a new row overwrites the oldest. Samples of
/// the same period are merged into one row. Not safe for use by several threads.
final class Ring {
    private static final double MICROS_PER_MILLI = 1e3;
    private static final long NEVER = Long.MIN_VALUE;

    private static final Column[] COLUMNS = Column.values();

    private final long periodSeconds;
    private final int rows;
    private final long[] periods;
    private final Map<Column, int[]> values = new EnumMap<>(Column.class);
    private final long[] leaseMicros;

    Ring(Duration period, int rows) {
        periodSeconds = period.toSeconds();
        this.rows = rows;
        periods = new long[rows];
        Arrays.fill(periods, NEVER);
        for (Column column : COLUMNS) {
            values.put(column, new int[rows]);
        }
        leaseMicros = new long[rows];
    }

    void add(Sample sample) {
        long period = periodOf(sample.at());
        int row = row(period);
        boolean first = periods[row] != period;
        periods[row] = period;
        leaseMicros[row] = (first ? 0 : leaseMicros[row]) + (long) micros(sample.holdMeanMs()) * sample.served();
        for (Column column : COLUMNS) {
            int value = value(column, sample);
            cells(column)[row] = first ? value : column.merged(get(column, row), value);
        }
    }

    /// The recorded rows up to a moment, oldest first.
    List<Sample> upTo(Instant now) {
        long newest = periodOf(now);
        return LongStream.rangeClosed(newest - rows + 1, newest)
                .filter(period -> periods[row(period)] == period)
                .mapToObj(this::sample)
                .toList();
    }

    /// The memory that the arrays take.
    long bytes() {
        return (long) rows * (2 * Long.BYTES + values.size() * Integer.BYTES);
    }

    private long periodOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), periodSeconds);
    }

    private int row(long period) {
        return Math.floorMod(period, rows);
    }

    private static int value(Column column, Sample sample) {
        return switch (column) {
            case SAMPLES -> 1;
            case AVAILABLE -> sample.available();
            case IN_USE_TOTAL -> sample.inUse();
            case PEAK_IN_USE -> sample.peakInUse();
            case WAITING -> sample.waiting();
            case MAX_CONNECTIONS -> sample.maxConnections();
            case ATTEMPTS -> sample.attempts();
            case SERVED -> sample.served();
            case REFUSED -> sample.refused();
            case TIMED_OUT -> sample.timedOut();
            case FAILED -> sample.failed();
            case WAIT_P95_MICROS -> micros(sample.waitP95Ms());
            case HOLD_P95_MICROS -> micros(sample.holdP95Ms());
        };
    }

    private Sample sample(long period) {
        int row = row(period);
        int served = get(Column.SERVED, row);
        return new Sample(
                Instant.ofEpochSecond(period * periodSeconds),
                get(Column.AVAILABLE, row),
                (int) Math.round((double) get(Column.IN_USE_TOTAL, row) / get(Column.SAMPLES, row)),
                get(Column.PEAK_IN_USE, row),
                get(Column.WAITING, row),
                get(Column.MAX_CONNECTIONS, row),
                get(Column.ATTEMPTS, row),
                served,
                get(Column.REFUSED, row),
                get(Column.TIMED_OUT, row),
                get(Column.FAILED, row),
                get(Column.WAIT_P95_MICROS, row) / MICROS_PER_MILLI,
                get(Column.HOLD_P95_MICROS, row) / MICROS_PER_MILLI,
                served == 0 ? 0 : Math.round((double) leaseMicros[row] / served) / MICROS_PER_MILLI);
    }

    private int get(Column column, int row) {
        return cells(column)[row];
    }

    private int[] cells(Column column) {
        return Objects.requireNonNull(values.get(column));
    }

    /// At most 35 minutes, which is the most that an int can hold.
    private static int micros(double millis) {
        return (int) Math.min(Math.round(millis * MICROS_PER_MILLI), Integer.MAX_VALUE);
    }
}
