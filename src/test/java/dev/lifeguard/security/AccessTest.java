package dev.lifeguard.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.fixture.Token;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which tokens are accepted, if a shared secret signs them.
@QuarkusTest
class AccessTest {
    private static final String GUARDED = "/health/db";

    @Test
    void aValidTokenIsAccepted() throws JoseException {
        assertThat(get(token(claims -> {})).statusCode()).isIn(200, 503);
    }

    @Test
    void withoutATokenTheResponseHasAChallenge() {
        given().get(GUARDED)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"lifeguard\""))
                .body("type", equalTo("urn:lifeguard:problem:unauthenticated"));
    }

    @Test
    void anotherSchemeCountsAsNoToken() {
        given().header("Authorization", "Basic YTpi")
                .get(GUARDED)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"lifeguard\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIsRefused(String what, String token) {
        get(token)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"lifeguard\", error=\"invalid_token\""))
                .body("type", equalTo("urn:lifeguard:problem:unauthenticated"));
    }

    static Stream<Arguments> badTokens() throws JoseException, NoSuchAlgorithmException {
        return Stream.of(
                Arguments.of("garbage", "garbage"),
                Arguments.of("three parts of garbage", "a.b.c"),
                Arguments.of("expired", token(claims -> claims.setExpirationTime(inSeconds(-60)))),
                Arguments.of("not yet valid", token(claims -> claims.setNotBefore(inSeconds(60)))),
                Arguments.of("without an expiry", token(claims -> claims.unsetClaim("exp"))),
                Arguments.of("without a subject", token(claims -> claims.unsetClaim("sub"))),
                Arguments.of("another secret", Signed.with("another-secret-of-thirty-two-bytes!", valid())),
                Arguments.of("a changed payload", changed(token(claims -> {}))),
                Arguments.of("without a signature", Signed.unsigned(valid())),
                Arguments.of("a signature cut off", token(claims -> {}).replaceAll("[^.]+$", "")),
                Arguments.of(
                        "RS256",
                        Signed.with(
                                KeyPairGenerator.getInstance("RSA")
                                        .generateKeyPair()
                                        .getPrivate(),
                                valid())));
    }

    @Test
    void aTokenWithoutTheRoleIsForbidden() {
        given().header("Authorization", Token.bearer(Role.VIEWER, Role.EDITOR))
                .get(GUARDED)
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"lifeguard\", error=\"insufficient_scope\""))
                .body("type", equalTo("urn:lifeguard:problem:forbidden"));
    }

    @Test
    void aTokenWithoutGroupsIsForbidden() throws JoseException {
        assertThat(get(token(claims -> claims.unsetClaim("groups"))).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void onlyTheListedRolesMayUseARoute(String path, List<String> roles) {
        for (String role : Role.ALL) {
            int status = given().header("Authorization", Token.bearer(role))
                    .get(path)
                    .statusCode();
            assertThat(status == 403).as("%s as %s: %d", path, role, status).isEqualTo(!roles.contains(role));
        }
    }

    static Stream<Arguments> matrix() {
        String customer = "/api/customers/0197f1c0-0000-7000-8000-000000000000";
        return Stream.of(
                Arguments.of("/health", Role.ALL),
                Arguments.of("/health/live", Role.ALL),
                Arguments.of("/metrics", Role.ALL),
                Arguments.of("/health/db", List.of(Role.OPERATOR)),
                Arguments.of("/health/db/test", List.of(Role.OPERATOR)),
                Arguments.of("/api/customers", List.of(Role.VIEWER, Role.EDITOR)),
                Arguments.of(customer, List.of(Role.VIEWER, Role.EDITOR)));
    }

    @ParameterizedTest
    @MethodSource("open")
    void anOpenRouteIgnoresABadToken(String path) {
        given().header("Authorization", "Bearer garbage").get(path).then().statusCode(200);
    }

    static Stream<String> open() {
        return Stream.of("/health", "/health/live", "/metrics");
    }

    @Test
    void theSecretIsNotInTheTextOfTheSettings() {
        AuthSettings settings =
                io.quarkus.arc.Arc.container().instance(AuthSettings.class).get();

        assertThat(settings.toString()).doesNotContain(System.getProperty("auth.secret"));
    }

    private static Response get(String token) {
        return given().header("Authorization", "Bearer " + token).get(GUARDED);
    }

    private static String token(Consumer<JwtClaims> change) throws JoseException {
        JwtClaims claims = valid();
        change.accept(claims);
        return Signed.with(System.getProperty("auth.secret"), claims);
    }

    private static JwtClaims valid() {
        return Signed.claims(Role.OPERATOR);
    }

    private static NumericDate inSeconds(long seconds) {
        NumericDate time = NumericDate.now();
        time.addSeconds(seconds);
        return time;
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String other = payload.replace("ada", "eve");
        return parts[0]
                + '.'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(StandardCharsets.UTF_8))
                + '.'
                + parts[2];
    }
}
