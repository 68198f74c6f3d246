package dev.lifeguard.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.RawHttp;
import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.fixture.Token;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever path or method a client makes up, the metrics use one of a few names.
@QuarkusTest
class RequestMetricNamesTest {
    private static final String COUNT = "http_server_requests_seconds_count";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /madeup",
                "GET /api/customers/madeup",
                "GET /api/customers/madeup/madeup",
                "GET /api/madeup",
                "GET /pool/madeup",
                "GET /health/madeup",
                "GET /q/madeup",
                "GET /madeup%00",
                "GET /madeup%zz",
                "DELETE /madeup",
                "DELETE /api/orders/madeup",
                "MADEUP /api/customers",
                "MADEUP /"
            })
    void aMadeUpPathOrMethodIsNeverAName(String line) {
        assertThat(send(line, "Authorization: " + Token.bearer("viewer"))).isBetween(400, 499);
        assertThat(names()).noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("madeup"));
    }

    @Test
    void aPreflightRequestIsNotNamedByItsPath() {
        send("OPTIONS /api/customers/madeup", "Origin: http://elsewhere\r\nAccess-Control-Request-Method: GET");
        assertThat(names()).noneMatch(name -> name.contains("madeup"));
    }

    /// A request that is broken off is counted without the contributed tags.
    @Test
    void aBrokenOffRequestWithAMadeUpMethodIsNotCounted() {
        MeterFilter filter = new RequestMetricNames().requests();
        assertThat(filter.accept(requests("MADEUP"))).isEqualTo(MeterFilterReply.DENY);
        assertThat(filter.accept(requests("GET"))).isEqualTo(MeterFilterReply.NEUTRAL);
        assertThat(filter.accept(requests("OTHER"))).isEqualTo(MeterFilterReply.NEUTRAL);
    }

    private static Meter.Id requests(String method) {
        return new Meter.Id("http.server.requests", Tags.of("method", method), null, null, Meter.Type.TIMER);
    }

    @Test
    void aRouteIsNamedByItsTemplateAndAProbeByItsPath() {
        given().header("Authorization", Token.bearer("viewer"))
                .get("/api/customers/0197f1c0-0000-7000-8000-000000000000");
        given().get("/health/live");
        given().get("/nowhere");
        assertThat(names()).contains("/api/customers/{id}", "/health/live", "/other");
    }

    @Test
    void requestsAreCountedByDuration() {
        given().get("/health/live");
        Scrape scrape = Scrape.now();
        double all = scrape.value(COUNT, "uri", "/health/live", "status", "200");
        assertThat(scrape.value(
                        "http_server_requests_seconds_bucket", "uri", "/health/live", "status", "200", "le", "+Inf"))
                .isEqualTo(all)
                .isPositive();
        assertThat(scrape.value(
                        "http_server_requests_seconds_bucket", "uri", "/health/live", "status", "200", "le", "0.005"))
                .isBetween(0.0, all);
    }

    private static List<String> names() {
        return Scrape.now().series().stream()
                .filter(series -> series.name().equals(COUNT))
                .flatMap(series ->
                        Stream.of(series.labels().get("uri"), series.labels().get("method")))
                .distinct()
                .toList();
    }

    private static int send(String line, String header) {
        byte[] request = "%s HTTP/1.1\r\nHost: localhost\r\n%s\r\nConnection: close\r\n\r\n"
                .formatted(line, header)
                .getBytes(StandardCharsets.ISO_8859_1);
        return RawHttp.send(RestAssured.port, request).orElseThrow().status();
    }
}
