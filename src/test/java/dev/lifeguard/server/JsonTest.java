package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final ObjectMapper json = new ObjectMapper()
            .registerModules(new Jdk8Module(), new JavaTimeModule())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    @Test
    void theFleetIsWrittenInSnakeCase() {
        FleetFacts facts = new FleetFacts(
                Instant.EPOCH,
                "service",
                "lifeguard",
                "lifeguard/api-1",
                true,
                false,
                new ServerLimits(100, 3, -1, -1, false),
                List.of(new SessionGroup("service", "lifeguard", "lifeguard/api-1", 5, 2, 1)));

        JsonNode fleet = json.valueToTree(FleetView.of(facts, 12));

        assertThat(fleet.fieldNames())
                .toIterable()
                .containsExactly(
                        "asked_at",
                        "sessions",
                        "pods",
                        "sessions_without_pod",
                        "others_sessions",
                        "others",
                        "limits",
                        "binding_limit",
                        "headroom",
                        "at_its_largest",
                        "pooler_between",
                        "notes");
        assertThat(fleet.at("/pods/0/idle_in_transaction").intValue()).isEqualTo(1);
        assertThat(fleet.at("/headroom").intValue()).isEqualTo(92);
        assertThat(fleet.at("/limits/0").fieldNames())
                .toIterable()
                .containsExactly("name", "sessions", "used", "ours", "left");
        assertThat(fleet.at("/at_its_largest/pods_that_fit").intValue()).isEqualTo(8);
    }
}
