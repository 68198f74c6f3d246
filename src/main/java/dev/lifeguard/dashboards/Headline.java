package dev.lifeguard.dashboards;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A figure, and its value in the previous period.
///
/// @param value null for an average over nothing
/// @param changePercent rounded to a tenth; null if there is nothing to compare with
@Schema(name = "Headline")
record Headline(
        @Schema(examples = "1200") @Nullable Long value,
        @Schema(examples = "1000") @Nullable Long before,
        @Schema(examples = "20.0") @Nullable Double changePercent) {

    static Headline of(long value, long before) {
        return new Headline(value, before, change(value, before));
    }

    /// An average. It is null where the count is zero.
    static Headline average(long sum, long count, long sumBefore, long countBefore) {
        Long value = count == 0 ? null : rounded(sum, count);
        Long before = countBefore == 0 ? null : rounded(sumBefore, countBefore);
        return new Headline(value, before, value == null || before == null ? null : change(value, before));
    }

    private static long rounded(long sum, long count) {
        return Math.round((double) sum / count);
    }

    private static @Nullable Double change(long value, long before) {
        return before == 0 ? null : Math.round(1000.0 * (value - before) / before) / 10.0;
    }
}
