package dev.lifeguard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which classes may use internals of the frameworks. Any upgrade may change or remove an internal, so
/// few classes use one, and `docs/decisions/0012-framework-internals.md` gives the purpose of each.
class InternalsTest {
    private static final Path DECISION = Path.of("docs", "decisions", "0012-framework-internals.md");

    private static final Set<String> ALLOWED = Set.of(
            "dev.lifeguard.http.ResteasyRoutes", "dev.lifeguard.http.ServerInternals", "dev.lifeguard.pool.Delivery");

    /// `io.quarkus.runtime` itself is the API of an application; the packages below it and `runtime`
    /// packages of extensions are not, apart from [#API].
    private static final Pattern INTERNAL = Pattern.compile("(io|org|com)\\..*\\.(impl|internal)\\..*"
            + "|io\\.quarkus\\.(?!runtime\\.)[a-z.]*runtime\\..*"
            + "|io\\.quarkus\\.runtime\\.(?!annotations\\.)[a-z]+\\..*"
            + "|org\\.jboss\\.resteasy\\.reactive\\.(common|server)\\.(?!spi\\.)[a-z]+\\..*"
            + "|io\\.netty\\..*"
            + "|sun\\..*|jdk\\.internal\\..*");

    /// Described in the guides of Quarkus, in spite of their packages.
    private static final Set<String> API = Set.of(
            "io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor",
            "io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor$Context",
            "io.quarkus.vertx.http.runtime.filters.Filters");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lifeguard");

    @Test
    void onlyListedClassesUseInternalsAndEachListedClassDoes() {
        Set<String> users = CODE.stream()
                .filter(type -> internalsOf(type).findAny().isPresent())
                .map(InternalsTest::outermost)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(users).isEqualTo(new TreeSet<>(ALLOWED));
    }

    @Test
    void theDecisionNamesEachInternalThatIsUsed() throws IOException {
        String decision = Files.readString(DECISION);
        List<String> internals = CODE.stream()
                .flatMap(InternalsTest::internalsOf)
                .map(JavaClass::getSimpleName)
                .distinct()
                .toList();
        assertThat(internals)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(decision).contains("`" + name + "`"));
    }

    private static Stream<JavaClass> internalsOf(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> INTERNAL.matcher(target.getName()).matches())
                .filter(target -> !API.contains(target.getName()));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
