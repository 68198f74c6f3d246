package dev.lifeguard.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.RawHttp;
import dev.lifeguard.fixture.RawHttp.RawResponse;
import dev.lifeguard.fixture.Token;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every request that cannot be served gets a problem as its response.
@QuarkusTest
class ProblemsTest {
    private static final String ID = "/api/customers/0197f1c0-0000-7000-8000-000000000000";
    private static final int MEGABYTE = 1024 * 1024;

    @TestHTTPResource
    URI service;

    /// A request as it goes over the wire, and the kind of problem that it gets.
    record Row(String name, ProblemKind kind, byte[] request) {
        @Override
        public String toString() {
            return name + " gets " + kind.slug();
        }
    }

    static Stream<Row> malformed() {
        String viewer = viewer();
        String operator = "Authorization: " + Token.bearer("operator");
        return Stream.of(
                get("an unknown path", ProblemKind.NOT_FOUND, "/nowhere"),
                get("an unknown path for a browser", ProblemKind.NOT_FOUND, "/nowhere", "Accept: text/html"),
                get("an unknown path below a route", ProblemKind.NOT_FOUND, "/health/nowhere"),
                get("an unknown path below the framework's", ProblemKind.NOT_FOUND, "/q/nowhere"),
                get("a path that leaves the root", ProblemKind.NOT_FOUND, "/../../etc/passwd"),
                get("an unknown record", ProblemKind.NOT_FOUND, ID, viewer),
                row("a wrong method", ProblemKind.METHOD_NOT_ALLOWED, "DELETE", "/health", ""),
                row("a wrong method where a token is needed", ProblemKind.METHOD_NOT_ALLOWED, "PUT", "/health/db", ""),
                row("an unknown method", ProblemKind.METHOD_NOT_ALLOWED, "BREW", "/health", ""),
                row("a wrong method for a probe", ProblemKind.METHOD_NOT_ALLOWED, "POST", "/health/live", ""),
                row("a wrong method for metrics", ProblemKind.METHOD_NOT_ALLOWED, "POST", "/metrics", ""),
                post("a wrong media type", ProblemKind.UNSUPPORTED_MEDIA_TYPE, "<a/>", "Content-Type: text/xml"),
                post("a broken media type", ProblemKind.UNSUPPORTED_MEDIA_TYPE, "{}", "Content-Type: ;;;"),
                get(
                        "a format that the route does not produce",
                        ProblemKind.NOT_ACCEPTABLE,
                        "/health",
                        "Accept: image/png"),
                get("a format that metrics do not have", ProblemKind.NOT_ACCEPTABLE, "/metrics", "Accept: text/html"),
                get("a broken Accept", ProblemKind.NOT_ACCEPTABLE, "/health", "Accept: ;;;"),
                get("no token", ProblemKind.UNAUTHENTICATED, "/health/db"),
                get("a token without the role", ProblemKind.FORBIDDEN, "/health/db", viewer),
                json("JSON that ends early", ProblemKind.MALFORMED_REQUEST, "{\"customer_name\":"),
                json("text that is not JSON", ProblemKind.MALFORMED_REQUEST, "customer"),
                json("an empty body", ProblemKind.MALFORMED_REQUEST, ""),
                json("only spaces", ProblemKind.MALFORMED_REQUEST, "   "),
                json("more after the JSON", ProblemKind.MALFORMED_REQUEST, ORDER + "{"),
                json("null", ProblemKind.MALFORMED_REQUEST, "null"),
                json("an array in place of an object", ProblemKind.MALFORMED_REQUEST, "[]"),
                json(
                        "an unknown field",
                        ProblemKind.INVALID_CONTENT,
                        ORDER.replace("{\"customer", "{\"x\":1,\"customer")),
                json("a wrong type", ProblemKind.INVALID_CONTENT, ORDER.replace("5", "\"five\"")),
                json("a fraction for a whole number", ProblemKind.INVALID_CONTENT, ORDER.replace("5", "5.5")),
                json("a number that is too big", ProblemKind.INVALID_CONTENT, ORDER.replace("5", "99999999999")),
                json("a number as text", ProblemKind.INVALID_CONTENT, ORDER.replace("5", "\"5\"")),
                json("a field twice", ProblemKind.MALFORMED_REQUEST, ORDER.replace("5", "5,\"amount_cents\":6")),
                json("deep JSON", ProblemKind.MALFORMED_REQUEST, "[".repeat(10_000) + "]".repeat(10_000)),
                json(
                        "deep JSON in an unknown field",
                        ProblemKind.MALFORMED_REQUEST,
                        "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"),
                json("a very long number", ProblemKind.MALFORMED_REQUEST, ORDER.replace("5", "5".repeat(5000))),
                json("a blank field", ProblemKind.INVALID_CONTENT, ORDER.replace("Ada", " ")),
                json("text that is not UTF-8", ProblemKind.MALFORMED_REQUEST, "{\"customer_name\":\"\u00ff\u00fe\"}"),
                json("a body above 1 MB", ProblemKind.BODY_TOO_LARGE, "{\"x\":\"" + "x".repeat(MEGABYTE) + "\"}"),
                new Row("a body above 1 MB in chunks", ProblemKind.BODY_TOO_LARGE, chunked(MEGABYTE + 1)),
                get("a bad UUID", ProblemKind.INVALID_PARAMETER, "/api/customers/1-1-1-1-1", viewer),
                get("a bad escape in the path", ProblemKind.MALFORMED_REQUEST, "/api/customers/%zz", viewer),
                get("half an escape in the path", ProblemKind.MALFORMED_REQUEST, "/api/customers/%", viewer),
                get("a bad escape in the query", ProblemKind.MALFORMED_REQUEST, "/api/customers?limit=%zz", viewer),
                get("NUL in the path", ProblemKind.MALFORMED_REQUEST, "/api/customers/%00", viewer),
                get("NUL in the query", ProblemKind.MALFORMED_REQUEST, "/api/customers?limit=%00", viewer),
                get("a path that is not UTF-8", ProblemKind.MALFORMED_REQUEST, "/api/customers/%ff%fe", viewer),
                get("a query that is not UTF-8", ProblemKind.MALFORMED_REQUEST, "/api/customers?limit=%ff", viewer),
                get("a limit that is not a number", ProblemKind.INVALID_PARAMETER, "/api/customers?limit=abc", viewer),
                get("a limit of 0", ProblemKind.INVALID_PARAMETER, "/api/customers?limit=0", viewer),
                get("a limit of 201", ProblemKind.INVALID_PARAMETER, "/api/customers?limit=201", viewer),
                get("a limit beyond int", ProblemKind.INVALID_PARAMETER, "/api/customers?limit=99999999999", viewer),
                get("a long address", ProblemKind.URI_TOO_LONG, "/health?" + "x".repeat(5000)),
                get("a very long address", ProblemKind.URI_TOO_LONG, "/health?" + "x".repeat(30_000)),
                get("long headers", ProblemKind.HEADERS_TOO_LARGE, "/health", "X-Long: " + "x".repeat(9000)),
                get("very long headers", ProblemKind.HEADERS_TOO_LARGE, "/health", "X-Long: " + "x".repeat(30_000)),
                get("an unexpected exception", ProblemKind.INTERNAL, "/fixture/unexpected"),
                get("an unknown path below a probe", ProblemKind.NOT_FOUND, "/health/live/nowhere", operator));
    }

    private static final String ORDER = "{\"customer_name\":\"Ada\",\"amount_cents\":5}";

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedRequestGetsAProblem(Row row) {
        RawResponse answer = RawHttp.send(service.getPort(), row.request()).orElseThrow();

        assertIsProblem(answer, row.kind());
    }

    @ParameterizedTest
    @EnumSource
    void aProblemThatARouteThrowsIsTheResponse(ProblemKind kind) {
        RawResponse answer = answer("GET", "/fixture/problem/" + kind.slug().replace('-', '_'));

        assertIsProblem(answer, kind);
    }

    @Test
    void everyKindOfProblemIsTestedHereUnlessItNeedsARecordOrADatabaseFault() {
        Set<ProblemKind> needMore = EnumSet.of(
                ProblemKind.CONFLICT,
                ProblemKind.PRECONDITION_FAILED,
                ProblemKind.IDEMPOTENCY_KEY_REUSED,
                ProblemKind.STARTING,
                ProblemKind.STOPPING,
                ProblemKind.POOL_BUSY,
                ProblemKind.DATABASE_UNREACHABLE,
                ProblemKind.DATABASE_REJECTS,
                ProblemKind.STATEMENT_TIMEOUT);

        Set<ProblemKind> tested = malformed().map(Row::kind).collect(Collectors.toCollection(() -> needMore));

        assertThat(tested).isEqualTo(EnumSet.allOf(ProblemKind.class));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void aRequestThatIsNotHttpGetsA400OrNoResponse(String text) {
        var answer = RawHttp.send(service.getPort(), text.getBytes(ISO_8859_1));

        assertThat(answer.map(RawResponse::status).orElse(400)).isIn(400, 505);
    }

    static Stream<String> garbage() {
        return Stream.of(
                "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /health\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003abcdef\r\n\r\n",
                "hello\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nbad\u0000name: 1\r\n\r\n",
                "GET /he alth HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void aWrongMethodGetsTheAllowedMethods() {
        RawResponse answer = answer("DELETE", "/health");

        assertThat(answer.header("Allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @Test
    void aLiteralPathThatAlsoMatchesATemplateGetsItsOwnMethods() {
        RawResponse answer = answer("GET", "/api/customers/import");

        assertThat(answer.header("Allow")).hasValue("OPTIONS, POST");
    }

    @Test
    void aLargeFileIsAcceptedIfThePathEndsWithASlash() {
        String request = "POST /api/customers/import/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n";

        RawResponse answer =
                RawHttp.send(service.getPort(), request.getBytes(ISO_8859_1)).orElseThrow();

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aCompressedBodyIsRefused() {
        RawResponse answer = answer("POST", "/api/customers/import", "Content-Encoding: gzip");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).hasValue("identity");
    }

    @Test
    void everyBadParameterOfAListIsNamed() {
        assertThat(errors("/api/customers?limit=0&sort=shoes&status=dead&country=Turkey&created_from=today&count=some"))
                .containsExactlyInAnyOrder("limit", "sort", "status", "country", "created_from", "count");
    }

    @Test
    void aBadIdInThePathIsNamedTogetherWithABadQueryParameter() {
        assertThat(errors("/api/customers/1-1-1-1-1/orders?limit=201")).containsExactly("id", "limit");
    }

    @Test
    void aBadCursorIsNamedTogetherWithABadLimit() {
        assertThat(errors(ID + "/orders?limit=x&cursor=x")).containsExactly("limit", "cursor");
    }

    @Test
    void everyBadParameterOfAnExportIsNamed() {
        assertThat(errors("/api/customers/export?format=xml&status=dead")).containsExactly("status", "format");
    }

    @Test
    void everyBadParameterOfADashboardIsNamed() {
        assertThat(errors("/api/dashboards/revenue?bucket=year&tz=Mars&from=x&to=y"))
                .containsExactlyInAnyOrder("bucket", "tz", "from", "to");
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void anErrorSaysWhatAParameterTakes(String target, String takes) {
        assertThat(answer("GET", target, viewer()).body()).contains(takes);
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                Arguments.of("/api/orders/1", "must be a UUID, such as 0197f1c0-0000-7000-8000-000000000000"),
                Arguments.of("/api/customers?limit=many", "must be a whole number from 1 to 200"),
                Arguments.of("/api/customers/export?format=xml", "must be one of csv, ndjson"));
    }

    @Test
    void everyWrongFieldOfABodyIsNamedWithWhatItTakes() {
        byte[] request = json("", ProblemKind.INVALID_CONTENT, "{\"customer_name\":\" \",\"shoe_size\":42}")
                .request();

        RawResponse answer = RawHttp.send(service.getPort(), request).orElseThrow();

        assertThat(new JsonObject(answer.body()).getJsonArray("errors").getList())
                .isEqualTo(List.of(
                        JsonObject.of("field", "amount_cents", "message", "is required: a whole number from 1")
                                .getMap(),
                        JsonObject.of("field", "customer_name", "message", "must be a text")
                                .getMap(),
                        JsonObject.of("field", "shoe_size", "message", "is not known here")
                                .getMap()));
    }

    @Test
    void headRespondsLikeGetWithoutABody() {
        RawResponse answer = answer("HEAD", "/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void optionsNamesTheMethods() {
        RawResponse answer = answer("OPTIONS", "/health");

        assertThat(answer.status()).isIn(200, 204);
        assertThat(answer.header("Allow").orElseThrow()).contains("GET");
    }

    @Test
    void ofAParameterThatComesTwiceTheFirstCounts() {
        RawResponse answer = answer("GET", "/api/customers?limit=1&limit=x", viewer());

        assertThat(answer.status()).isEqualTo(200);
    }

    private List<String> errors(String target) {
        RawResponse answer = answer("GET", target, viewer());
        assertIsProblem(answer, ProblemKind.INVALID_PARAMETER);
        return new JsonObject(answer.body())
                .getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("field"))
                        .toList();
    }

    private static String viewer() {
        return "Authorization: " + Token.bearer("viewer");
    }

    private RawResponse answer(String method, String target, String... headers) {
        return RawHttp.send(
                        service.getPort(),
                        row("", ProblemKind.INTERNAL, method, target, "", headers)
                                .request())
                .orElseThrow();
    }

    private static void assertIsProblem(RawResponse answer, ProblemKind kind) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(kind.status());
        assertThat(answer.header("Content-Type")).as(answer.toString()).hasValue("application/problem+json");
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getString("type")).isEqualTo(kind.type());
        assertThat(body.getString("title")).isEqualTo(kind.title());
        assertThat(body.getInteger("status")).isEqualTo(kind.status());
        assertThat(body.getString("detail")).isNotBlank();
        assertThat(answer.header("X-Request-Id")).hasValue(body.getString("request_id"));
        assertThat(answer.body()).doesNotContain("dev.lifeguard", "java.", "Exception", "\tat ", "select ", "password");
    }

    private static Row get(String name, ProblemKind kind, String target, String... headers) {
        return row(name, kind, "GET", target, "", headers);
    }

    private static Row json(String name, ProblemKind kind, String body) {
        return post(name, kind, body, "Content-Type: application/json");
    }

    private static Row post(String name, ProblemKind kind, String body, String... headers) {
        return row(name, kind, "POST", "/fixture/orders", body, headers);
    }

    private static Row row(
            String name, ProblemKind kind, String method, String target, String body, String... headers) {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: localhost"));
        lines.addAll(List.of(headers));
        lines.add("Connection: close");
        byte[] bytes = body.getBytes(ISO_8859_1);
        if (!"GET".equals(method)) {
            lines.add("Content-Length: " + bytes.length);
        }
        return new Row(name, kind, (String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(ISO_8859_1));
    }

    private static byte[] chunked(int size) {
        String chunk = "x".repeat(8192);
        StringBuilder text =
                new StringBuilder("POST /fixture/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\"\r\n");
        for (int sent = 0; sent < size; sent += chunk.length()) {
            text.append("2000\r\n").append(chunk).append("\r\n");
        }
        return text.append("1\r\n\"\r\n0\r\n\r\n").toString().getBytes(UTF_8);
    }
}
