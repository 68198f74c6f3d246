package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rooms read exactly the settings in the list.
class SettingsMappingTest {
    private static final Map<String, Setting> BY_KEY =
            Arrays.stream(Setting.values()).collect(Collectors.toMap(Setting::key, Function.identity()));

    private static JavaClasses classes;

    @BeforeAll
    static void readTheClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lifeguard");
    }

    @Test
    void everyValueThatARoomReadsIsInTheList() {
        assertThat(mappings().map(JavaClass::getSimpleName))
                .contains("PoolSettings", "MonitorSettings", "DatabaseSettings", "AuthSettings");
        assertThat(values().map(SettingsMappingTest::key)).isNotEmpty().isSubsetOf(BY_KEY.keySet());
    }

    @Test
    void everySettingIsUsed() throws IOException {
        Set<Setting> unused = EnumSet.allOf(Setting.class);
        unused.removeAll(readThroughAMapping());
        unused.removeAll(usedInDerivedProperties());
        String properties = Files.readString(Path.of("src/main/resources/application.properties"));
        unused.removeIf(setting ->
                properties.contains("${" + setting.key() + "}") || properties.contains("${" + setting.key() + ":"));

        assertThat(unused).isEmpty();
    }

    private static Set<Setting> readThroughAMapping() {
        return values().filter(method -> !method.getAccessesToSelf().isEmpty())
                .map(method -> BY_KEY.get(key(method)))
                .collect(Collectors.toSet());
    }

    private static Set<Setting> usedInDerivedProperties() {
        return Stream.of(DataSourceProperties.class, ShutdownTimes.class, Tracing.class)
                .flatMap(type -> classes.get(type).getAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(Setting.class))
                .map(JavaAccess::getName)
                .filter(name -> Arrays.stream(Setting.values())
                        .anyMatch(setting -> setting.name().equals(name)))
                .map(Setting::valueOf)
                .collect(Collectors.toSet());
    }

    private static Stream<JavaClass> mappings() {
        return classes.stream().filter(one -> one.isAnnotatedWith(ConfigMapping.class));
    }

    private static Stream<JavaMethod> values() {
        return mappings().flatMap(mapping -> mapping.getMethods().stream());
    }

    private static String key(JavaMethod method) {
        String name = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return method.getOwner().getAnnotationOfType(ConfigMapping.class).prefix() + "." + name;
    }
}
