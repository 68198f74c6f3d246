package dev.lifeguard.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlacedAtTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");
    private final PlacedAt placedAt = new PlacedAt(NOW);

    @Test
    void anEarlierTimeIsStoredInMicroseconds() {
        assertThat(placedAt.read(TextNode.valueOf("2026-01-31T12:00:00.123455999Z")))
                .contains(Instant.parse("2026-01-31T12:00:00.123455Z"));
    }

    @Test
    void aTimeOneMinuteAheadCountsAsNow() {
        TextNode ahead = TextNode.valueOf("2026-01-31T12:01:00.123456Z");

        assertThat(placedAt.read(ahead)).contains(NOW);
        assertThat(placedAt.fault(ahead)).isEmpty();
    }

    @Test
    void aLaterTimeIsRefused() {
        assertThat(placedAt.fault(TextNode.valueOf("2026-01-31T12:01:00.123457Z")))
                .contains("must be a time from 1970 to now, such as 2026-01-31T12:00:00Z");
    }
}
