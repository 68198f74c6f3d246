package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
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

/// Tells the trace of a request where its time went: how long it waited for a connection, and which statements ran on
/// it. A statement that answered several requests at once is told to the trace of each.
///
/// Everything is told after the fact, and only to a trace that somebody records; of a request without one nothing is
/// kept but the root context.
public final class Traces {
    private static final String INSTRUMENTATION = "dev.lifeguard";
    private static final String WAIT = "wait for a connection";
    private static final AttributeKey<String> LANE = AttributeKey.stringKey("lifeguard.lane");
    private static final AttributeKey<Long> TOGETHER = AttributeKey.longKey("lifeguard.requests_answered_together");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");
    private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");

    private Traces() {}

    /// Where the current request is in its trace.
    static Context here() {
        Context context = Context.current();
        return isRecorded(context) ? context : Context.root();
    }

    private static boolean isRecorded(Context context) {
        return Span.fromContext(context).getSpanContext().isSampled();
    }

    /// The traces of those who are served together.
    static List<Context> of(List<Client<?>> clients) {
        if (clients.size() == 1) {
            Context only = clients.getFirst().trace();
            return isRecorded(only) ? List.of(only) : List.of();
        }
        return clients.stream().map(Client::trace).filter(Traces::isRecorded).toList();
    }

    /// The wait is over.
    ///
    /// @param lent whether it ended with a connection
    static void waited(Context trace, Lane lane, long nanos, boolean lent) {
        if (isRecorded(trace)) {
            Attributes attributes = Attributes.of(LANE, lane.slug());
            tell(trace, WAIT, SpanKind.INTERNAL, attributes, nanos, !lent);
        }
    }

    /// A statement is over. Its text is told, which holds no values: those are bound.
    public static void stated(Hold hold, String name, String sql, Duration took, boolean failed) {
        if (hold.traces().isEmpty()) {
            return;
        }
        Attributes attributes =
                Attributes.of(SYSTEM, "postgresql", SUMMARY, name, TEXT, sql, TOGETHER, (long) hold.requests());
        for (Context trace : hold.traces()) {
            tell(trace, name, SpanKind.CLIENT, attributes, took.toNanos(), failed);
        }
    }

    private static void tell(
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
