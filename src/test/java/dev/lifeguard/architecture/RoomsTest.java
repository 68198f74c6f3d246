package dev.lifeguard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may know whom. The front door, `dev.lifeguard` itself, puts the house together and may know every room; no room
/// knows it.
class RoomsTest {
    private static final String HOUSE = "dev.lifeguard";
    private static final Map<String, List<String>> ARROWS = Map.of(
            "setup", List.of(),
            "http", List.of(),
            "security", List.of("http"),
            "pool", List.of("setup", "http", "security"),
            "database", List.of("pool", "http"),
            "health", List.of("pool", "http", "security"),
            "customers", List.of("database", "http", "security"),
            "orders", List.of("database", "http", "security"),
            "dashboards", List.of("database", "http", "security"));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    static Stream<String> rooms() {
        return ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomKnowsOnlyTheRoomsThatItMayKnow(String room) {
        noClasses()
                .that()
                .resideInAPackage(packageOf(room))
                .should()
                .dependOnClassesThat(inTheHouseBut(room, ARROWS.get(room)))
                .check(CODE);
    }

    @Test
    void everyRoomIsOnTheList() {
        List<String> found = CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(HOUSE))
                .map(name -> name.substring(HOUSE.length() + 1).split("\\.", -1)[0])
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
    void thePoolsMemoryKnowsOfTheHouseOnlyWhoACallerIs() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("pool.history"))
                .should()
                .dependOnClassesThat(inTheHouseBut("pool.history", List.of("http")))
                .check(CODE);
    }

    @Test
    void customersDoNotKnowHowTheyAreTransferred() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".customers")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("customers.transfer"))
                .check(CODE);
    }

    @Test
    void theAdviceKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("pool.advice"))
                .should()
                .dependOnClassesThat(inTheHouseBut("pool.advice", List.of()))
                .check(CODE);
    }

    @Test
    void nobodyKnowsTheOperations() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("pool.operations"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("pool.operations"))
                .check(CODE);
    }

    @Test
    void jdbcIsSeenOnlyWhereConnectionsAreMadeLentAndUsed() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("setup"), packageOf("pool"), packageOf("database"))
                .should()
                .dependOnClassesThat(inPackageButNot("java.sql", "java.sql.SQLException"))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("javax.sql..")
                .check(CODE);
    }

    @Test
    void agroalIsSeenOnlyInThePool() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("pool"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.agroal..")
                .check(CODE);
    }

    @Test
    void onlyResourcesAndTheRoomHttpSpeakHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("http"))
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .and()
                .haveSimpleNameNotEndingWith("Words")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CODE);
    }

    @Test
    void everyRoomSaysWhatItIsForAndIsNullMarked() {
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

    private static DescribedPredicate<JavaClass> inTheHouseBut(String room, List<String> known) {
        return DescribedPredicate.describe(
                "are in the house, but neither in " + room + " nor in " + known,
                target -> target.getPackageName().startsWith(HOUSE)
                        && Stream.concat(Stream.of(room), known.stream())
                                .noneMatch(
                                        name -> (target.getPackageName() + ".").startsWith(HOUSE + "." + name + ".")));
    }

    private static DescribedPredicate<JavaClass> inPackageButNot(String packageName, String exception) {
        return DescribedPredicate.describe(
                "are in " + packageName,
                target -> target.getPackageName().equals(packageName)
                        && !target.getName().equals(exception));
    }
}
