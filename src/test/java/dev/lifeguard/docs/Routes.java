package dev.lifeguard.docs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lifeguard.setup.Setting;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// All routes: those of resources, and those that `application.properties` switches on.
final class Routes {
    private static final List<String> SWITCHED_ON = List.of(
            "quarkus.smallrye-health.liveness-path",
            "quarkus.smallrye-health.readiness-path",
            "quarkus.smallrye-health.startup-path",
            "quarkus.micrometer.export.prometheus.path",
            "quarkus.smallrye-openapi.path");

    /// In development only.
    private static final String SWAGGER_UI = "GET /q/swagger-ui";

    /// Computed once, as it reads all classes.
    private static final Routes ALL = find();

    private final List<String> known;

    private Routes(List<String> known) {
        this.known = known;
    }

    static Routes all() {
        return ALL;
    }

    private static Routes find() {
        Properties properties = applicationProperties();
        Stream<String> switchedOn = SWITCHED_ON.stream().map(key -> "GET " + properties.getProperty(key));
        Stream<String> page =
                Routes.class.getResource("/META-INF/resources/index.html") == null ? Stream.of() : Stream.of("GET /");
        return new Routes(Stream.of(ofResources(), switchedOn, page, Stream.of(SWAGGER_UI))
                .flatMap(routes -> routes)
                .toList());
    }

    /// Whether there is a route for a method and a path, such as `GET /api/customers/{id}`.
    boolean contain(String route) {
        return known.stream().anyMatch(pattern -> route.matches(pattern.replaceAll("\\{[^}]+}", "[^/]+")));
    }

    /// Whether there is a route at a path or below it, with any method.
    boolean containBelow(String path) {
        return known.stream()
                .map(route -> route.replaceFirst("^[A-Z]+ ", "").replaceAll("\\{[^}]+}", "[^/]+"))
                .anyMatch(pattern -> (path + "/").matches(pattern + "/") || pattern.startsWith(path + "/"));
    }

    private static Stream<String> ofResources() {
        URL ours = Setting.class.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter()
                .importUrl(ours).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(Routes::of);
    }

    private static Stream<String> of(JavaClass resource) {
        return resource.getMethods().stream()
                .flatMap(method -> httpMethod(method).stream()
                        .map(name -> "%s %s%s"
                                .formatted(
                                        name,
                                        resource.getAnnotationOfType(Path.class).value(),
                                        method.tryGetAnnotationOfType(Path.class)
                                                .map(Path::value)
                                                .orElse(""))));
    }

    private static Optional<String> httpMethod(JavaMethod method) {
        return method.getAnnotations().stream()
                .flatMap(annotation -> annotation.getRawType().tryGetAnnotationOfType(HttpMethod.class).stream())
                .map(HttpMethod::value)
                .findFirst();
    }

    private static Properties applicationProperties() {
        Properties properties = new Properties();
        try (InputStream file = Routes.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
