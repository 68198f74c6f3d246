package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Adds spans to the trace of a request: its wait for a connection, and the statements that ran for it.
/// A statement that served several requests is added to the trace of each.
///
/// Spans are added after the fact, and only to recorded traces; for a request without one only the root
/// context is kept.
public final class Traces {
    private static final String INSTRUMENTATION = "dev.lifeguard";
    private static final String WAIT = "wait for a connection";
    private static final AttributeKey<String> LANE = AttributeKey.stringKey("lifeguard.lane");
    private static final AttributeKey<Long> BATCH = AttributeKey.longKey("lifeguard.requests_answered_together");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");
    private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");

    private Traces() {}

    /// The trace of the current request, and its place in it.
    static Context current() {
        Context context = Context.current();
        return isRecorded(context) ? context : Context.root();
    }

    private static boolean isRecorded(Context context) {
        return Span.fromContext(context).getSpanContext().isSampled();
    }

    /// The recorded traces of requests that one lease serves.
    static List<Context> of(List<PendingRequest<?>> requests) {
        if (requests.size() == 1) {
            Context only = requests.getFirst().trace();
            return isRecorded(only) ? List.of(only) : List.of();
        }
        return requests.stream()
                .map(PendingRequest::trace)
                .filter(Traces::isRecorded)
                .toList();
    }

    /// A wait has ended.
    ///
    /// @param served whether it ended with a connection
    static void waited(Context trace, Lane lane, long nanos, boolean served) {
        if (isRecorded(trace)) {
            Attributes attributes = Attributes.of(LANE, lane.slug());
            add(trace, WAIT, SpanKind.INTERNAL, attributes, nanos, !served);
        }
    }

    /// A statement has ended. The span holds its text, which contains no values: those are bound.
    public static void executed(Lease lease, String name, String sql, Duration took, boolean failed) {
        if (lease.traces().isEmpty()) {
            return;
        }
        Attributes attributes =
                Attributes.of(SYSTEM, "postgresql", SUMMARY, name, TEXT, sql, BATCH, (long) lease.requests());
        for (Context trace : lease.traces()) {
            add(trace, name, SpanKind.CLIENT, attributes, took.toNanos(), failed);
        }
    }

    private static void add(
            Context trace, String name, SpanKind kind, Attributes attributes, long nanos, boolean failed) {
        Instant end = Instant.now();
        Span span = GlobalOpenTelemetry.getTracer(INSTRUMENTATION)
                .spanBuilder(name)
                .setParent(trace)
                .setSpanKind(kind)
                .setAllAttributes(attributes)
                .setStartTimestamp(end.minusNanos(nanos))
                .startSpan();
        if (failed) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }
}
