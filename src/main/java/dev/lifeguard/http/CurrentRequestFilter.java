package dev.lifeguard.http;

import dev.lifeguard.work.CurrentRequest;
import dev.lifeguard.work.InLane;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Records for each request which route it takes, its id, and its lane, so that [CurrentRequest] has them.
///
/// A `@Provider` class rather than a method annotated as a filter: such a method gets the request in a wrapper that
/// hides the route.
@Provider
final class CurrentRequestFilter implements ContainerRequestFilter {
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Map<RuntimeResource, Route> routes = new ConcurrentHashMap<>();

    private record Route(String name, Lane lane) {}

    @Override
    public void filter(ContainerRequestContext request) {
        if (request instanceof ResteasyReactiveContainerRequestContext context
                && context.getServerRequestContext() instanceof ResteasyReactiveRequestContext reactive) {
            Route route = routes.computeIfAbsent(reactive.getTarget(), CurrentRequestFilter::route);
            CurrentRequest.set(new Request(route.name(), RequestId.current(), traceId(request), route.lane()));
        }
    }

    private static Route route(RuntimeResource resource) {
        String path =
                (resource.getClassPath() == null ? "" : resource.getClassPath().template) + resource.getPath().template;
        String name = resource.getHttpMethod() + " " + path.replaceAll("(?<=.)/+$", "");
        return new Route(name, lane(resource.getLazyMethod().getMethod()));
    }

    private static Lane lane(Method method) {
        InLane ofMethod = method.getAnnotation(InLane.class);
        InLane ofClass = method.getDeclaringClass().getAnnotation(InLane.class);
        return ofMethod != null ? ofMethod.value() : ofClass != null ? ofClass.value() : Lane.INTERACTIVE;
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
