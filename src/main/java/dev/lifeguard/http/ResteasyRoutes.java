package dev.lifeguard.http;

import dev.lifeguard.work.InLane;
import dev.lifeguard.work.Lane;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/// Asks RESTEasy Reactive which route a request takes, and which methods a path allows. It has no
/// public API for either, so this is the only class that imports its internals (see
/// `docs/decisions/0012-framework-internals.md`).
///
/// Safe for use by several threads.
final class ResteasyRoutes {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");
    private static final Map<RuntimeResource, Route> ROUTES = new ConcurrentHashMap<>();

    private ResteasyRoutes() {}

    /// The route of a request.
    ///
    /// @param name method and path template, such as `GET /api/customers/{id}`
    record Route(String name, Lane lane) {}

    /// The route that a request takes. Empty if the framework has wrapped the request so that the route
    /// is hidden.
    static Optional<Route> of(ContainerRequestContext request) {
        return request instanceof ResteasyReactiveContainerRequestContext context
                        && context.getServerRequestContext() instanceof ResteasyReactiveRequestContext reactive
                ? Optional.of(ROUTES.computeIfAbsent(reactive.getTarget(), ResteasyRoutes::route))
                : Optional.empty();
    }

    /// The methods that the path of the current request allows, as the header `Allow` spells them. The
    /// framework leaves the header out of a 405.
    static String allowedMethods() {
        var request = CurrentRequestManager.get();
        String path = request.getPath();
        return methodsByTemplate(request.getDeployment()).entrySet().stream()
                .filter(route -> path.matches(asRegex(route.getKey())))
                .max(Comparator.comparingInt(route -> literalLength(route.getKey())))
                .map(route -> String.join(", ", route.getValue()))
                .orElse("");
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

    /// The length of a template without its parameters. If several templates match a path, the
    /// framework takes the one with the longest literal part.
    private static int literalLength(String template) {
        return PARAMETER.matcher(template).replaceAll("").length();
    }

    private static Map<String, Set<String>> methodsByTemplate(Deployment deployment) {
        Map<String, Set<String>> found = new TreeMap<>();
        RuntimeResourceVisitor.visitRuntimeResources("", deployment.getClassMappers(), new RuntimeResourceVisitor() {
            @Override
            public void visitRuntimeResource(String httpMethod, String fullPath, RuntimeResource resource) {
                Set<String> methods = found.computeIfAbsent(fullPath, path -> new TreeSet<>());
                methods.add(httpMethod);
                methods.add("OPTIONS");
                if ("GET".equals(httpMethod)) {
                    methods.add("HEAD");
                }
            }
        });
        return found;
    }

    private static String asRegex(String template) {
        return PARAMETER.matcher(template).replaceAll("[^/]+") + "/?";
    }
}
