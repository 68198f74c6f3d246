package dev.lifeguard.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How the records are written as JSON.
class JsonTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    @Test
    void percentilesCarryTheirUnit() throws Exception {
        assertThat(mapper.writeValueAsString(new Percentiles(3, 1.5, 1.25, 2.125, 3, 4)))
                .isEqualTo(
                        "{\"count\":3,\"mean_ms\":1.5,\"p50_ms\":1.25,\"p95_ms\":2.125,\"p99_ms\":3.0,\"max_ms\":4.0}");
    }

    @Test
    void peaksNameTheirPeriods() throws Exception {
        assertThat(mapper.writeValueAsString(new PeakInUse(9, 8, 7)))
                .isEqualTo("{\"since_start\":9,\"last_15_minutes\":8,\"last_minute\":7}");
    }

    @Test
    void samplesAreFlat() throws Exception {
        assertThat(mapper.writeValueAsString(new Sample(AT, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.5, 12, 0.001)))
                .isEqualTo(
                        "{\"at\":\"2026-03-01T12:00:00Z\",\"available\":1,\"in_use\":2,\"peak_in_use\":3,\"waiting\":4,"
                                + "\"max_connections\":5,\"attempts\":6,\"served\":7,\"refused\":8,\"timed_out\":9,\"failed\":10,"
                                + "\"wait_p95_ms\":0.5,\"hold_p95_ms\":12.0,\"hold_mean_ms\":0.001}");
    }

    @Test
    void eventsNameTheirKindInLowerCase() throws Exception {
        assertThat(mapper.writeValueAsString(new Event(AT, Event.Kind.AUTOSIZE, "from 4 to 6")))
                .isEqualTo("{\"at\":\"2026-03-01T12:00:00Z\",\"kind\":\"autosize\",\"text\":\"from 4 to 6\"}");
    }
}
