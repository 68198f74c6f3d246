package dev.lifeguard.http;

import dev.lifeguard.work.CurrentRequest;
import dev.lifeguard.work.Request;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sets the [CurrentRequest]: its route, id, trace and lane.
///
/// This is a `@Provider` class and not a method annotated as a filter, because such a method gets the
/// request in a wrapper that hides the route.
@Provider
final class CurrentRequestFilter implements ContainerRequestFilter {
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    public void filter(ContainerRequestContext request) {
        ResteasyRoutes.of(request)
                .ifPresent(route -> CurrentRequest.set(
                        new Request(route.name(), RequestId.current(), traceId(request), route.lane())));
    }

    private static Optional<String> traceId(ContainerRequestContext request) {
        SpanContext recorded = Span.current().getSpanContext();
        if (recorded.isValid()) {
            return Optional.of(recorded.getTraceId());
        }
        String parent = request.getHeaderString("traceparent");
        if (parent == null) {
            return Optional.empty();
        }
        Matcher matcher = TRACE_PARENT.matcher(parent);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
