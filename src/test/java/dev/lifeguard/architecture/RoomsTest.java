package dev.lifeguard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which room may know which. `dev.lifeguard` itself starts everything and may know every room; no room
/// knows it. Rooms with routes also use the names of roles in `security`. These are constants, which
/// the compiler copies, so they leave no arrow. `docs/decisions/0006-who-knows-whom.md` has the
/// reasons.
class RoomsTest {
    private static final String HOUSE = "dev.lifeguard";
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("setup", Set.of()),
            entry("work", Set.of()),
            entry("metrics", Set.of()),
            entry("tasks", Set.of()),
            entry("connections", Set.of()),
            entry("history", Set.of("work", "metrics")),
            entry("advice", Set.of()),
            entry("pool", Set.of("work", "tasks", "connections", "history")),
            entry("server", Set.of("connections", "metrics")),
            entry("diagnosis", Set.of("pool", "connections", "history", "advice", "tasks")),
            entry("http", Set.of("work")),
            entry("security", Set.of("tasks")),
            entry("database", Set.of("pool", "connections", "history", "metrics", "http", "work")),
            entry(
                    "operations",
                    Set.of(
                            "diagnosis",
                            "pool",
                            "connections",
                            "history",
                            "advice",
                            "server",
                            "http",
                            "metrics",
                            "tasks",
                            "work")),
            entry("health", Set.of("diagnosis", "pool")),
            entry("customers", Set.of("database", "http", "work")),
            entry("orders", Set.of("database", "http")),
            entry("dashboards", Set.of("database", "http", "work")));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    static Stream<String> rooms() {
        return ARROWS.keySet().stream().sorted();
    }

    /// An allowed but unused arrow fails too, as it would permit a circle later.
    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomKnowsExactlyTheRoomsThatItMayKnow(String room) {
        Set<String> known = CODE.stream()
                .filter(type -> roomOf(type).equals(room))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass())
                .filter(target -> target.getPackageName().startsWith(HOUSE))
                .map(RoomsTest::roomOf)
                .filter(target -> !target.equals(room))
                .collect(Collectors.toSet());
        assertThat(known).isEqualTo(ARROWS.get(room));
    }

    @Test
    void noRoomHoldsMoreThanAnEighthOfTheClasses() {
        Map<String, Long> classes = CODE.stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .collect(Collectors.groupingBy(RoomsTest::roomOf, Collectors.counting()));
        long all = classes.values().stream().mapToLong(Long::longValue).sum();
        assertThat(classes)
                .allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(all / 8));
    }

    @Test
    void everyRoomIsListed() {
        List<String> found = CODE.stream()
                .map(RoomsTest::roomOf)
                .filter(room -> !room.isEmpty())
                .distinct()
                .sorted()
                .toList();
        assertThat(found).isEqualTo(rooms().toList());
    }

    @Test
    void thereAreNoCircles() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void customersDoNotKnowTheirTransfer() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".customers")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("customers.transfer"))
                .check(CODE);
    }

    @Test
    void jdbcIsUsedOnlyByRoomsThatOpenLeaseAndUseConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        packageOf("setup"),
                        packageOf("connections"),
                        packageOf("pool"),
                        packageOf("database"),
                        packageOf("server"),
                        packageOf("diagnosis"))
                .should()
                .dependOnClassesThat(inPackageButNot("java.sql", "java.sql.SQLException"))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("javax.sql..")
                .check(CODE);
    }

    @Test
    void agroalIsUsedOnlyByTheRoomConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("connections"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.agroal..")
                .check(CODE);
    }

    @Test
    void onlyResourcesAndTheRoomHttpUseHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("http"))
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CODE);
    }

    @Test
    void everyRoomStatesItsPurposeAndIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(CODE);
        assertThat(packages(CODE.stream().filter(c -> c.getSimpleName().equals("package-info"))))
                .isEqualTo(packages(CODE.stream()));
    }

    private static SortedSet<String> packages(Stream<JavaClass> classes) {
        return classes.map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String packageOf(String room) {
        return HOUSE + "." + room + "..";
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(HOUSE) ? "" : name.substring(HOUSE.length() + 1).split("\\.", -1)[0];
    }

    private static DescribedPredicate<JavaClass> inPackageButNot(String packageName, String exception) {
        return DescribedPredicate.describe(
                "are in " + packageName,
                target -> target.getPackageName().equals(packageName)
                        && !target.getName().equals(exception));
    }
}
