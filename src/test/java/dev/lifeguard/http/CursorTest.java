package dev.lifeguard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// A cursor gives the position that it was made for, in the list that it was made for, and is valid for
/// no other list.
class CursorTest {
    private static final List<String> SCOPE = List.of("customers", "-created_at", "");
    private static final String CURSOR = Cursor.of(SCOPE, List.of("2026-01-01T00:00:00Z", "an id"));

    @Property(tries = 200)
    void aCursorHoldsItsPositionInAnyScript(
            @ForAll("texts") List<String> scope, @ForAll("texts") List<String> position) {
        assertThat(Cursor.read(Cursor.of(scope, position), scope)).contains(position);
    }

    @Test
    void aCursorIsValidForNoOtherList() {
        assertThat(Cursor.read(CURSOR, SCOPE)).isPresent();
        assertThat(Cursor.read(CURSOR, List.of("customers", "-created_at", "active")))
                .isEmpty();
        assertThat(Cursor.read(CURSOR, List.of("customers", "-created_at"))).isEmpty();
        assertThat(Cursor.read(CURSOR, List.of("customers", "-created_at", "", "")))
                .isEmpty();
    }

    @Test
    void aCursorThatIsTooShortOrTooLongIsNotValid() {
        for (int length = 0; length < CURSOR.length(); length++) {
            assertThat(Cursor.read(CURSOR.substring(0, length), SCOPE)).isEmpty();
        }
        assertThat(Cursor.read(CURSOR + "A", SCOPE)).isEmpty();
        assertThat(Cursor.read(CURSOR + "=", SCOPE)).isEmpty();
    }

    @Property(tries = 500)
    void anAlteredCursorIsNotValid(@ForAll @IntRange(max = 10_000) int where, @ForAll char with) {
        int place = where % CURSOR.length();
        String changed = CURSOR.substring(0, place) + with + CURSOR.substring(place + 1);

        assertThat(Cursor.read(changed, SCOPE).isPresent()).isEqualTo(changed.equals(CURSOR));
    }

    @Property(tries = 200)
    void randomBytesAreNotACursor(@ForAll byte[] noise) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(noise);

        assertThat(Cursor.read(cursor, SCOPE)).isEmpty();
    }

    /// Texts that a request may contain: no NUL, and no unpaired surrogates.
    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withCharRange('\u0001', '\uD7FF')
                .withCharRange('\uE000', '\uFFFF')
                .ofMaxLength(20)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
