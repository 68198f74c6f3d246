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

/// A cursor leads back to its position in its list, and nowhere else.
class CursorTest {
    private static final List<String> SCOPE = List.of("customers", "-created_at", "");
    private static final String WORD = Cursor.of(SCOPE, List.of("2026-01-01T00:00:00Z", "an id"));

    @Property(tries = 200)
    void itHoldsItsPositionWhateverTheLanguage(
            @ForAll("texts") List<String> scope, @ForAll("texts") List<String> position) {
        assertThat(Cursor.read(Cursor.of(scope, position), scope)).contains(position);
    }

    @Test
    void itIsGoodForNoOtherList() {
        assertThat(Cursor.read(WORD, SCOPE)).isPresent();
        assertThat(Cursor.read(WORD, List.of("customers", "-created_at", "active")))
                .isEmpty();
        assertThat(Cursor.read(WORD, List.of("customers", "-created_at"))).isEmpty();
        assertThat(Cursor.read(WORD, List.of("customers", "-created_at", "", "")))
                .isEmpty();
    }

    @Test
    void itIsGoodForNothingInPartOrWithMore() {
        for (int length = 0; length < WORD.length(); length++) {
            assertThat(Cursor.read(WORD.substring(0, length), SCOPE)).isEmpty();
        }
        assertThat(Cursor.read(WORD + "A", SCOPE)).isEmpty();
        assertThat(Cursor.read(WORD + "=", SCOPE)).isEmpty();
    }

    @Property(tries = 500)
    void itIsGoodForNothingOnceChanged(@ForAll @IntRange(max = 10_000) int where, @ForAll char with) {
        int place = where % WORD.length();
        String changed = WORD.substring(0, place) + with + WORD.substring(place + 1);

        assertThat(Cursor.read(changed, SCOPE).isPresent()).isEqualTo(changed.equals(WORD));
    }

    @Property(tries = 200)
    void noiseIsNoCursor(@ForAll byte[] noise) {
        String word = Base64.getUrlEncoder().withoutPadding().encodeToString(noise);

        assertThat(Cursor.read(word, SCOPE)).isEmpty();
    }

    /// What a request may hold: neither NUL nor half a character.
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
