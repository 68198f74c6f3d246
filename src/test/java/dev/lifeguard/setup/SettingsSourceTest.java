package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsSourceTest {
    private static final int ENVIRONMENT = 300;

    @ParameterizedTest
    @EnumSource
    void aSettingThatIsNotSetHasItsDefault(Setting setting) {
        assertThat(config(Map.of()).getOptionalValue(setting.key(), String.class))
                .isEqualTo(setting.fallback());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t \n"})
    void anEmptyOrBlankValueCountsAsNotSet(String blank) {
        SmallRyeConfig config = config(Stream.of(Setting.values())
                .filter(setting -> setting != Setting.HTTP_HOST)
                .collect(Collectors.toMap(Setting::key, setting -> blank)));

        for (Setting setting : Setting.values()) {
            assertThat(config.getOptionalValue(setting.key(), String.class))
                    .as(setting.name())
                    .isEqualTo(setting.fallback());
        }
    }

    @Test
    void anEmptyHostMeansAllAddresses() {
        SmallRyeConfig config = config(Map.of("http.host", "", "quarkus.http.host", "${http.host:0.0.0.0}"));

        assertThat(config.getValue("quarkus.http.host", String.class)).isEqualTo("0.0.0.0");
    }

    @Test
    void blanksAroundAValueAreRemoved() {
        assertThat(config(Map.of("auth.issuer", " someone \n")).getValue("auth.issuer", String.class))
                .isEqualTo("someone");
    }

    @Test
    void aValueOverridesTheDefault() {
        assertThat(config(Map.of("db.pool.max-connections", "24")).getValue("db.pool.max-connections", int.class))
                .isEqualTo(24);
    }

    @Property
    void aSecretIsReadUnchanged(
            @ForAll @StringLength(min = 32, max = 40) @Chars({'$', '\\', '{', '}', ':', 'a'}) String secret) {
        assertThat(config(Map.of("auth.secret", secret)).getOptionalValue("auth.secret", String.class))
                .isEqualTo(Optional.of(secret));
    }

    @Property
    void aPasswordReachesTheDataSourceUnchanged(
            @ForAll
                    @StringLength(min = 1, max = 20)
                    @Chars({'$', '\\', '{', '}', ':', 'a'})
                    @CharRange(from = 'x', to = 'z')
                    String password) {
        SmallRyeConfig config = config(Map.of(
                "database.url",
                "postgres://someone:%s@db.example.com/shop".formatted(DatabaseUrlTest.encoded(password))));

        assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo(password);
        assertThat(config.getValue("quarkus.datasource.\"ops\".password", String.class))
                .isEqualTo(password);
    }

    private static SmallRyeConfig config(Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(given, "environment", ENVIRONMENT))
                .withSources(new SettingsSource())
                .build();
    }
}
