package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNameTest {
    @Test
    void aSessionOfThePoolContainsItsPod() {
        assertThat(SessionName.parse("lifeguard/api-7d9f-x2x"))
                .contains(new SessionName(Optional.of("api-7d9f-x2x"), true));
    }

    @Test
    void aSessionOfTheMonitorContainsItsPod() {
        assertThat(SessionName.parse("lifeguard-ops/api-7d9f-x2x"))
                .contains(new SessionName(Optional.of("api-7d9f-x2x"), false));
    }

    @Test
    void aSingleConnectionIsOursAndContainsNoPod() {
        assertThat(SessionName.parse("lifeguard-test")).contains(new SessionName(Optional.empty(), false));
    }

    @Test
    void aPodWithALongNameHasTheSameNameInAllItsSessions() {
        String pod = "customers-of-the-far-north-and-the-south-7d9f6c5b4-x2x9z";
        Optional<String> ofThePool = podOf("lifeguard/" + pod.substring(pod.length() - 53));
        Optional<String> ofTheMonitor = podOf("lifeguard-ops/" + pod.substring(pod.length() - 49));
        assertThat(ofThePool).isEqualTo(ofTheMonitor).get().asString().endsWith("-7d9f6c5b4-x2x9z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "psql", "lifeguards/api", "my lifeguard/api", "Lifeguard/api", "lifeguard-Ops/api"})
    void aSessionOfAnotherProgramIsNotOurs(String applicationName) {
        assertThat(SessionName.parse(applicationName)).isEmpty();
    }

    private static Optional<String> podOf(String applicationName) {
        return SessionName.parse(applicationName).flatMap(SessionName::pod);
    }
}
