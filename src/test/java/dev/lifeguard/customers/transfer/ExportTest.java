package dev.lifeguard.customers.transfer;

import static dev.lifeguard.fixture.Results.resultOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.RawHttp;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an export contains. The customers of this test have addresses at `export.test`, so that a
/// search finds no others.
@QuarkusTest
class ExportTest {
    private static final String SEARCH = "?search=export.test";
    private static final String FIELDS = "name, email, phone, company, status, country, notes";
    private static final Sql STORED = Sql.read(
            "stored",
            "select concat_ws('|', %s) as customer from customers where email ilike '%%@export.test' order by email"
                    .formatted(FIELDS.replaceAll("(\\w+)", "coalesce($1, '-')")));
    private static final Sql DELETE = Sql.write("delete", "delete from customers where email ilike '%@export.test'");

    @Inject
    Database database;

    @Inject
    Gate gate;

    @BeforeEach
    void waitForTheGate() {
        await().until(gate::isOpen);
    }

    @AfterEach
    void delete() {
        resultOf(database.execute(DELETE));
    }

    @Test
    void csvHasAHeaderAndALineForEachCustomerWithoutFormulas() {
        TransferClient.importStrict("name,email,phone,notes\n\"=1+1, \"\"x\"\"\",a@export.test,+90 555,\"one\ntwo\"\n");

        HttpResponse<String> csv = TransferClient.export(SEARCH);

        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().allValues("Content-Type")).containsExactly("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"customers.csv\"");
        assertThat(csv.body().replaceAll("[0-9a-f-]{36}", "ID").replaceAll("\\d{4}-\\d\\d-[^,]+Z", "TIME"))
                .isEqualTo("id,name,email,phone,company,status,country,notes,created_at,updated_at,version\r\n"
                        + "ID,\"'=1+1, \"\"x\"\"\",a@export.test,'+90 555,,lead,,\"one\ntwo\",TIME,TIME,1\r\n");
    }

    @Test
    void aLineOfNdjsonIsTheCustomerAsItsRouteReturnsIt() {
        TransferClient.importStrict("name,email,notes\nA,a@export.test,=x\nB,b@export.test,\n");

        String[] lines = TransferClient.export(SEARCH + "&format=ndjson").body().split("\n", -1);

        assertThat(lines).hasSize(3).endsWith("");
        for (String line : List.of(lines[0], lines[1])) {
            JsonObject customer = new JsonObject(line);
            assertThat(line).isEqualTo(customer(customer.getString("id")));
        }
    }

    @Test
    void everyCustomerIsExportedOnceAndInOrderOverSeveralPages() {
        int count = 3 * ExportStore.PAGE;
        TransferClient.importStrict(file(count));

        List<String> emails = TransferClient.export(SEARCH + "&format=ndjson")
                .body()
                .lines()
                .map(line -> new JsonObject(line).getString("email"))
                .toList();

        assertThat(emails)
                .isEqualTo(
                        IntStream.range(0, count).mapToObj(ExportTest::address).toList());
    }

    @Test
    void everyPageIsReadForTheRequestAndInTheLaneOfTheExport() {
        TransferClient.importStrict(file(3 * ExportStore.PAGE));
        int before = pagesInBulk();

        TransferClient.export(SEARCH);

        assertThat(pagesInBulk()).isEqualTo(before + 4);
    }

    private static int pagesInBulk() {
        return Operator.json("/pool")
                .getList(
                        "timings.routes.findAll { it.route == 'GET /api/customers/export' && it.lane == 'bulk' }.since_start.holds.count",
                        Integer.class)
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    void theFiltersAreThoseOfTheList() {
        TransferClient.importStrict("name,email,country\nA,a@export.test,TR\nB,b@export.test,DE\n");

        assertThat(TransferClient.export(SEARCH + "&country=DE").body())
                .contains("b@export.test")
                .doesNotContain("a@export");
        assertThat(TransferClient.export(SEARCH + "&created_to=2001-01-01T00:00:00Z&format=ndjson")
                        .body())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv                                  |               | text/csv
            application/x-ndjson                      |               | application/x-ndjson
            text/*                                    |               | text/csv
            application/*                             |               | application/x-ndjson
            */*                                       |               | text/csv
            text/csv;q=0.5, application/x-ndjson      |               | application/x-ndjson
            text/csv;q=0.0, application/x-ndjson;q=0.1 |              | application/x-ndjson
            application/json                          | &format=csv   | text/csv
            text/csv                                  | &format=ndjson| application/x-ndjson
            """)
    void theFormatIsTheRequestedOne(String accept, String format, String type) {
        HttpResponse<String> response =
                TransferClient.export(SEARCH + (format == null ? "" : format), "Accept", accept);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly(type + ";charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "image/*", ";;;", "text/csv;q=0", "text/csv;q=0.000"})
    void anotherFormatIsNotAcceptable(String accept) {
        assertThat(TransferClient.export(SEARCH, "Accept", accept).statusCode()).isEqualTo(406);
    }

    @Test
    void aFailureBeforeTheFirstPageIsAProblem() {
        HttpResponse<String> response = TransferClient.export("?status=gone&format=csv");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void headHasTheHeadersOfGetAndReadsOnlyTheFirstPage() {
        TransferClient.importStrict(file(2 * ExportStore.PAGE));
        int before = pagesInBulk();

        String request = RawClient.head("HEAD /api/customers/export" + SEARCH, "viewer", "Connection: close");
        RawHttp.RawResponse response = RawHttp.send(TransferClient.address("").getPort(), request.getBytes(UTF_8))
                .orElseThrow();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(response.header("Content-Disposition")).hasValue("attachment; filename=\"customers.csv\"");
        assertThat(response.body()).isEmpty();
        assertThat(pagesInBulk()).isEqualTo(before + 1);
    }

    @Test
    void anExportThatIsImportedRestoresItsCustomers() {
        String file = file(new Random(4), 300);
        assertThat(TransferClient.importLenient(file).counts().get(1)).isEqualTo(300);
        List<String> before = stored();
        String export = TransferClient.export(SEARCH).body();
        resultOf(database.execute(DELETE));

        assertThat(TransferClient.importStrict(export).counts()).containsExactly(300, 300, 0, 0, 0);

        assertThat(stored()).isEqualTo(before);
    }

    /// Customers whose texts are made of characters that CSV, spreadsheets or `copy` treat specially.
    private static String file(Random random, int count) {
        String[] pieces = {
            "=", "+", "-", "@", "'", "\"\"", ",", "\n", "\r\n", "\t", "\\", "\\N", "ş", "王", "👩‍💻", " ", "a", "＝"
        };
        return IntStream.range(0, count)
                .mapToObj(i -> "\"%s\",%d@export.test,\"%s\",\"%s\",\"'=x%s\""
                        .formatted(
                                text(random, pieces).replaceAll("[\t\r\n]", "") + "n",
                                i,
                                text(random, pieces).replaceAll("[\t\r\n]", "") + "1",
                                i % 2 == 0 ? "" : "'''" + i,
                                text(random, pieces)))
                .collect(Collectors.joining("\r\n", "name,email,phone,company,notes\r\n", ""));
    }

    private static String text(Random random, String... pieces) {
        return random.ints(random.nextInt(8), 0, pieces.length)
                .mapToObj(i -> pieces[i])
                .collect(Collectors.joining());
    }

    private static String file(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i + "," + address(i) + "\n")
                .collect(Collectors.joining("", "name,email\n", ""));
    }

    /// Sorts by number. An import assigns ids in the order of addresses, and an export is sorted by id
    /// among customers of the same time.
    private static String address(int number) {
        return "%05d@export.test".formatted(number);
    }

    private static String customer(String id) {
        return RestAssured.given()
                .headers(Map.of("Authorization", Token.bearer("viewer")))
                .get("/api/customers/" + id)
                .asString();
    }

    private List<String> stored() {
        return resultOf(database.query(STORED, row -> row.text("customer")));
    }
}
