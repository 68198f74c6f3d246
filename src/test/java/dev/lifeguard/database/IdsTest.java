package dev.lifeguard.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Ids ids = new Ids();

    @Test
    void anIdHasItsVersionItsVariantAndItsMillisecond() {
        Instant moment = Instant.parse("2026-01-31T12:00:00.123999Z");

        UUID id = ids.at(moment);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(moment.toEpochMilli());
    }

    @Test
    void idsAscendWithTheMicrosecond() {
        Instant start = Instant.parse("2026-01-31T12:00:00.998500Z");

        List<String> made = LongStream.range(0, 3000)
                .mapToObj(micros -> ids.at(start.plusNanos(micros * 1000)).toString())
                .toList();

        assertThat(made).isSorted();
    }

    @Test
    void idsOfTheSameMomentDiffer() {
        Set<UUID> made = new HashSet<>(
                Stream.generate(() -> ids.at(Instant.EPOCH)).limit(10_000).toList());

        assertThat(made).hasSize(10_000);
    }
}
