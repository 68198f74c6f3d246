package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatIfTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration LEASE = Duration.ofMillis(20);
    private static final Advisor ADVISOR = new Advisor(Duration.ofMillis(10));
    /// 400 a second for 20 ms each: 8 in use on average. 12 connections keep the target.
    private static final Demand EIGHT_IN_USE = TestDemand.even(360_000, 359_000, WINDOW, LEASE, 1);

    @Test
    void adviceIsWrittenAsJson() {
        ObjectMapper mapper = new ObjectMapper()
                .registerModule(new Jdk8Module())
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

        JsonNode json = mapper.valueToTree(ADVISOR.advise(EIGHT_IN_USE, room(2, 10), List.of()));

        assertThat(json.at("/verdict").asText()).isEqualTo("raise");
        assertThat(json.at("/confidence").asText()).isEqualTo("high");
        assertThat(json.at("/recommended/max_connections").asInt()).isEqualTo(12);
        assertThat(json.at("/current/min_connections").asInt()).isEqualTo(2);
        assertThat(json.at("/target_p95_wait_ms").asDouble()).isEqualTo(10);
        assertThat(json.at("/measured")).hasToString("""
                {"window_seconds":900.0,"attempts":360000,"served":359000,"attempts_per_second":400.0,\
                "busiest_per_second":400.0,"mean_hold_ms":20.0,"hold_variation":1.0,"offered_connections":8.0}""");
        assertThat(json.at("/what_if/7")).hasToString("""
                {"size":8,"utilisation":1.0,"overrun":true,"chance_to_wait":null,"mean_wait_ms":null,\
                "p95_wait_ms":null}""");
        assertThat(json.at("/what_if/9")).hasToString("""
                {"size":10,"utilisation":0.8,"overrun":false,"chance_to_wait":0.409,"mean_wait_ms":4.092,\
                "p95_wait_ms":21.021}""");
    }

    @ParameterizedTest
    @CsvSource({
        "10, , 1, 20, 20",
        "3, , 1, 20, 20",
        "30, , 1, 60, 60",
        "10, 15, 1, 15, 15",
        "10, 100, 1, 100, 100",
        "20, 5, 1, 5, 5"
    })
    void theCurveEndsAtTheRoomOfTheServer(int max, Integer headroom, int first, int last, int points) {
        List<WhatIf> curve =
                ADVISOR.advise(EIGHT_IN_USE, room(2, max, headroom), List.of()).whatIf();

        assertThat(curve).hasSize(points);
        assertThat(curve.getFirst().size()).isEqualTo(first);
        assertThat(curve.getLast().size()).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({"10, 101", "9, 997", "300, 400", "333, "})
    void aLongCurveIsASample(int max, Integer headroom) {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, max, headroom), List.of());

        assertThat(advice.whatIf().size()).isBetween(97, 100);
        assertThat(advice.whatIf()).extracting(WhatIf::size).isSorted().contains(1, max, 12);
        assertThat(advice.whatIf().getLast().size()).isEqualTo(headroom == null ? 2 * max : headroom);
    }

    private static ServerRoom room(int min, int max) {
        return new ServerRoom(min, max, Optional.empty(), 3);
    }

    private static ServerRoom room(int min, int max, Integer headroom) {
        return new ServerRoom(min, max, Optional.ofNullable(headroom), 3);
    }
}
