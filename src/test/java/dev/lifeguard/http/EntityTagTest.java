package dev.lifeguard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    @Test
    void aListMayHaveSeveralLines() {
        assertThat(EntityTag.parse("If-None-Match", List.of("\"1\" ,, W/\"2\"", "\"a,b\"\t")))
                .containsExactly(new EntityTag(false, "1"), new EntityTag(true, "2"), new EntityTag(false, "a,b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "3", "'3'", "\"3", "3\"", "\"a\"b\"", "\"1\" \"2\"", "w/\"1\"", "W/ \"1\"", "*, \"1\""})
    void aTextThatIsNotAListOfTagsIsRefused(String line) {
        assertThatThrownBy(() -> EntityTag.parse("If-Match", List.of(line)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("If-Match");
    }

    @Test
    void onlyStrongTagsOfAVersionNameExpectedVersions() {
        ExpectedVersions expected =
                ExpectedVersions.of(List.of("\"3\", W/\"4\", \"x\", \"\", \"007\", \"99999999999999999999\", \"5\""));

        assertThat(expected.versions()).isEqualTo(Optional.of(List.of(3L, 5L)));
    }

    @Test
    void withoutTheHeaderOrWithAStarAnyVersionIsExpected() {
        assertThat(List.of(ExpectedVersions.of(List.of()), ExpectedVersions.of(List.of("*"))))
                .containsOnly(ExpectedVersions.ANY);
    }
}
