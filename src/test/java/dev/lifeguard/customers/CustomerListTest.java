package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Results.resultOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.database.Sql;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.history.StatementFigures;
import dev.lifeguard.history.Statements;
import dev.lifeguard.http.Cursor;
import dev.lifeguard.pool.PoolCounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which parameters the list accepts, how its pages follow each other, and how it answers wrong
/// parameters.
@QuarkusTest
class CustomerListTest extends MarkedCustomers {
    @Inject
    PoolCounts counts;

    @Inject
    Statements statements;

    @ParameterizedTest
    @CsvSource({
        "search, 'a\u0007b'",
        "status, gone",
        "status, ACTIVE",
        "country, tr",
        "country, XX",
        "created_from, yesterday",
        "created_from, 2026-01-31",
        "created_to, +999999999-01-01T00:00:00Z",
        "sort, id",
        "sort, created_at desc",
        "limit, 0",
        "limit, 201",
        "limit, many",
        "count, estimated",
        "cursor, nonsense",
        "cursor, AAAA",
    })
    void aParameterThatCannotBeReadIsNamed(String name, String value) {
        list(Map.of(name, value))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:lifeguard:problem:invalid-parameter"))
                .body("errors.field", equalTo(List.of(name)));
    }

    @Test
    void allParametersThatCannotBeReadAreNamedAtOnce() {
        Response response = list(Map.of("search", "x".repeat(101), "status", "gone", "country", "tr"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getList("errors.field")).containsExactly("search", "status", "country");
        assertThat(response.jsonPath().getList("errors.message"))
                .containsExactly(
                        "must be a text of 1 to 100 characters, without control characters",
                        "must be one of lead, active, inactive, churned",
                        "must be an ISO 3166-1 alpha-2 code, such as TR");
    }

    @Test
    void pagesFollowEachOtherAndTheLastHasNoCursor() {
        insert("Ada", "Bob", "Cem");

        Response first = list(Map.of("search", mark, "sort", "name", "limit", "2"));
        Response second = follow(first);

        assertThat(names(first)).containsExactly("Ada", "Bob");
        assertThat(names(second)).containsExactly("Cem");
        assertThat(second.jsonPath().getMap("")).containsOnlyKeys("items", "next_cursor");
        assertThat(second.jsonPath().getString("next_cursor")).isNull();
        assertThat(second.header("Link")).isNull();
    }

    @Test
    void theLinkKeepsTheParametersOfTheRequest() {
        insert("Ada", "Bob");

        String link = list(Map.of("search", mark, "sort", "-name", "limit", "1", "note", "a&b>;\""))
                .header("Link");

        assertThat(link)
                .startsWith("<?")
                .endsWith(">; rel=\"next\"")
                .contains("search=" + mark, "sort=-name", "limit=1", "note=a%26b%3E%3B%22", "cursor=");
    }

    @Test
    void aCursorWorksWithAnotherLimitAndWithACount() {
        insert("Ada", "Bob", "Cem");
        String cursor = list(Map.of("search", mark, "sort", "name", "limit", "1"))
                .jsonPath()
                .getString("next_cursor");

        Response response =
                list(Map.of("search", mark, "sort", "name", "limit", "5", "count", "exact", "cursor", cursor));

        assertThat(names(response)).containsExactly("Bob", "Cem");
    }

    @ParameterizedTest
    @CsvSource({
        "sort, -name",
        "sort, email",
        "status, lead",
        "country, TR",
        "created_from, 2020-01-01T00:00:00Z",
        "created_to, 2120-01-01T00:00:00Z",
        "search, elsewhere",
    })
    void aCursorOfAnotherListIsRefused(String name, String value) {
        insert("Ada", "Bob");
        Map<String, String> parameters = new HashMap<>(Map.of("search", mark, "sort", "name", "limit", "1"));
        parameters.put("cursor", list(parameters).jsonPath().getString("next_cursor"));
        parameters.put(name, value);

        Response response = list(parameters);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getList("errors.field")).containsExactly("cursor");
    }

    @Test
    void aForgedPositionIsRefused() {
        List<String> scope = List.of("customers", "created_at", "", "", "", "", "");
        for (List<String> position : List.of(
                List.of("infinity", "0197f1c0-0000-7000-8000-000000000000"),
                List.of("-999999999-01-01T00:00:00Z", "0197f1c0-0000-7000-8000-000000000000"),
                List.of("2026-01-01T00:00:00Z", "1"),
                List.of("2026-01-01T00:00:00Z"))) {
            list(Map.of("sort", "created_at", "cursor", Cursor.of(scope, position)))
                    .then()
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("cursor")));
        }
    }

    @Test
    void customersAreCountedOnRequestOnly() {
        insert("Ada", "Bob", "Cem");
        long before = counted();

        Response uncounted = list(Map.of("search", mark, "limit", "2"));
        long without = counted();
        Response response = list(Map.of("search", mark, "limit", "2", "count", "exact"));

        assertThat(uncounted.jsonPath().getMap("")).doesNotContainKeys("count", "count_ms");
        assertThat(without).isEqualTo(before);
        assertThat(response.jsonPath().getLong("count")).isEqualTo(3);
        assertThat(response.jsonPath().getDouble("count_ms")).isPositive();
        assertThat(counted()).isEqualTo(before + 1);
    }

    @Test
    void aCountUsesTheConnectionOfItsPage() {
        long before = counts.totals().served();

        list(Map.of("count", "exact"));

        assertThat(counts.totals().served()).isEqualTo(before + 1);
    }

    @Test
    void aFilteredListIsPlannedForItsValues() {

        List<String> prepared = resultOf(database.inReadSession(session -> {
            for (CustomerFilter filter : List.of(Filters.NONE, Filters.country("TR"))) {
                for (int times = 0; times < 12; times++) {
                    var page = CustomerListSql.page(
                            new CustomerListQuery(filter, CustomerSort.DEFAULT, Optional.empty(), 7, false));
                    session.query(
                            page.sql(), CustomerRow::customer, page.values().toArray());
                }
            }
            return session.query(
                    Sql.read("prepared", "select statement from pg_prepared_statements"), row -> row.text("statement"));
        }));

        assertThat(prepared).anyMatch(text -> text.contains("from customers  order by created_at desc, id desc"));
        assertThat(prepared).noneMatch(text -> text.contains("country = "));
    }

    private Response follow(Response page) {
        String next = page.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
        assertThat(next).contains("cursor=" + page.jsonPath().getString("next_cursor"));
        return given().header("Authorization", Token.bearer("viewer"))
                .urlEncodingEnabled(false)
                .get("/api/customers" + next);
    }

    private long counted() {
        return statements.snapshot().stream()
                .filter(figures -> figures.name().equals("customers counted"))
                .mapToLong(StatementFigures::count)
                .sum();
    }
}
