package dev.lifeguard.http;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/// Which methods a path takes, for the header `Allow`. The platform leaves it out of a 405.
final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private AllowedMethods() {}

    /// The methods of the path that is being asked for, in the spelling of the header.
    static String here() {
        var request = CurrentRequestManager.get();
        String path = request.getPath();
        return byPath(request.getDeployment()).entrySet().stream()
                .filter(route -> path.matches(asRegex(route.getKey())))
                .max(Comparator.comparingInt(route -> wordsOf(route.getKey())))
                .map(route -> String.join(", ", route.getValue()))
                .orElse("");
    }

    /// How much of a template is no parameter. Of several that match a path, the one with the most is asked.
    private static int wordsOf(String template) {
        return PARAMETER.matcher(template).replaceAll("").length();
    }

    private static Map<String, Set<String>> byPath(Deployment deployment) {
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
