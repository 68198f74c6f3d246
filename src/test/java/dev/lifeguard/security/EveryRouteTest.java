package dev.lifeguard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;

/// What every route must declare.
class EveryRouteTest {
    @Test
    void everyRouteDeclaresItsRoles() {
        assertThat(routes())
                .isNotEmpty()
                .allMatch(route -> declaresRoles(route) || declaresRoles(route.getDeclaringClass()));
    }

    @Test
    void everyParameterIsNamedSoThatAProblemCanNameIt() {
        assertThat(routes().flatMap(route -> Arrays.stream(route.getParameters())))
                .allMatch(EveryRouteTest::isNamed);
    }

    private static boolean declaresRoles(AnnotatedElement element) {
        return element.isAnnotationPresent(PermitAll.class) || element.isAnnotationPresent(RolesAllowed.class);
    }

    private static boolean isNamed(Parameter parameter) {
        RestQuery query = parameter.getAnnotation(RestQuery.class);
        RestPath path = parameter.getAnnotation(RestPath.class);
        return (query == null || !query.value().isEmpty())
                && (path == null || !path.value().isEmpty());
    }

    private static Stream<Method> routes() {
        List<JavaClass> resources = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.lifeguard").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .toList();
        return resources.stream()
                .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class)));
    }
}
