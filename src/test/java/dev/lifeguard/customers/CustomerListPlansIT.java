package dev.lifeguard.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.customers.CustomerSort.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGStatement;

/// How PostgreSQL finds a page among many customers. The test counts the rows that a plan visits, which
/// do not depend on how busy the machine is; the times are only printed.
class CustomerListPlansIT {
    private static final int LIMIT = 20;

    /// The most rows that an index in the right order may visit: a page for each of the four statuses,
    /// and its start.
    private static final int FEW = 250;

    /// The most rows where no index has both the filter and the order: a seventh. That is so for a
    /// family name that an eighth of the customers have, if none of them is among the first in the
    /// order.
    private static final int MANY = ManyCustomers.COUNT / 7;

    /// The most rows for all Chinese names, which are a twentieth.
    private static final int ALL_CHINESE = ScanThenSort.SEARCHED.scanned() + ManyCustomers.COUNT / 20;

    /// The most rows for a status, a country or a time.
    private static final int SPREAD = 2 * ScanThenSort.PLAIN.scanned();

    private static ManyCustomers many;
    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        many = ManyCustomers.load();
        connection = many.connect();
    }

    @AfterAll
    static void drop() throws SQLException {
        connection.close();
        many.close();
    }

    static Stream<CustomerFilter> filters() {
        return Stream.of(
                        Stream.of(Filters.NONE),
                        Stream.of(CustomerStatus.values()).map(Filters::status),
                        Stream.of("TR", "BR", "JP", "CN", "IS", "AQ").map(Filters::country),
                        Stream.of("2024-01-02", "2025-12-01", "2025-12-28", "2024-12-01", "2030-01-01")
                                .map(day -> Instant.parse(day + "T00:00:00Z"))
                                .flatMap(day -> Stream.of(Filters.createdFrom(day), Filters.createdBefore(day))),
                        Stream.of(
                                        "example.com",
                                        "kaya",
                                        "ka",
                                        "k",
                                        "王小",
                                        "小明1",
                                        "zq",
                                        "absent",
                                        "a1b2c3",
                                        "100%",
                                        "a@",
                                        "999 log")
                                .map(Filters::search))
                .flatMap(filters -> filters);
    }

    /// An index in the right order visits the rows of the page, for each status at most.
    @ParameterizedTest
    @MethodSource("filters")
    void eachFilterVisitsFewRowsInEachOrder(CustomerFilter filter) throws SQLException {
        for (CustomerSort sort : CustomerSort.all().toList()) {
            for (Optional<Position> after : List.of(Optional.<Position>empty(), Optional.of(middle(sort)))) {
                CustomerListQuery query = new CustomerListQuery(filter, sort, after, LIMIT, false);
                JsonObject plan = explain(query);
                assertThat(nodes(plan)).as("%s", query).noneMatch(node -> node.contains("Seq Scan"));
                assertThat(visited(plan)).as("%s", query).isLessThanOrEqualTo(most(query));
            }
        }
    }

    private static int most(CustomerListQuery query) {
        CustomerFilter filter = query.filter();
        if (hasIndexInOrder(query)) {
            return FEW;
        }
        if (filter.search().filter(term -> term.contains("小")).isPresent()) {
            return ALL_CHINESE;
        }
        return filter.search().isPresent() ? MANY : SPREAD;
    }

    private static boolean hasIndexInOrder(CustomerListQuery query) {
        boolean isUnfiltered = query.filter().conditions().isEmpty();
        return isUnfiltered || CustomerListSql.hasIndexInOrder(query);
    }

    @Test
    void statusAndCountryVisitFewRowsInTheDefaultOrder() throws SQLException {
        for (CustomerStatus status : CustomerStatus.values()) {
            for (String country : List.of("TR", "BR", "JP", "CN", "IS", "AQ")) {
                CustomerFilter filter = Filters.both(Filters.status(status), Filters.country(country));
                for (Optional<Position> after :
                        List.of(Optional.<Position>empty(), Optional.of(middle(CustomerSort.DEFAULT)))) {
                    CustomerListQuery query = new CustomerListQuery(filter, CustomerSort.DEFAULT, after, LIMIT, false);
                    assertThat(visited(explain(query))).as("%s", query).isLessThan(FEW);
                }
            }
        }
    }

    /// Without a filter the statement is prepared, and PostgreSQL may use one plan for all positions.
    @Test
    void onePlanForAllPositionsVisitsFewRowsInEachOrder() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            for (CustomerSort sort : CustomerSort.all().toList()) {
                Position middle = middle(sort);
                String sql = CustomerListSql.page(
                                new CustomerListQuery(Filters.NONE, sort, Optional.of(middle), LIMIT, false))
                        .sql()
                        .text();
                String values = sort.key() == CustomerSort.Key.EMAIL ? "('%s', 21)" : "('%s', '%s', 21)";
                statement.execute("prepare page as " + numbered(sql));
                JsonObject plan =
                        explained(statement.executeQuery("explain (analyze, buffers, format json) execute page"
                                + values.formatted(middle.value(), middle.id())));
                statement.execute("deallocate page");
                assertThat(visited(plan)).as(sort.word()).isLessThan(FEW);
            }
            statement.execute("reset plan_cache_mode");
        }
    }

    private static JsonObject explain(CustomerListQuery query) throws SQLException {
        CustomerListSql.Statement page = CustomerListSql.page(query);
        try (PreparedStatement statement = connection.prepareStatement(
                "explain (analyze, buffers, format json) " + page.sql().text())) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            for (int i = 0; i < page.values().size(); i++) {
                statement.setObject(i + 1, bound(page.values().get(i)));
            }
            explained(statement.executeQuery());
            JsonObject plan = explained(statement.executeQuery());
            System.out.printf(
                    "%8.2f ms, %7.0f rows: %s %s%s %s%n",
                    plan.getDouble("Execution Time"),
                    visited(plan),
                    query.filter().texts(),
                    query.sort().word(),
                    query.after().isPresent() ? " from the middle" : "",
                    nodes(plan));
            return plan;
        }
    }

    private static JsonObject explained(ResultSet result) throws SQLException {
        try (result) {
            result.next();
            JsonObject explained = new JsonArray(result.getString(1)).getJsonObject(0);
            return explained.getJsonObject("Plan").put("Execution Time", explained.getDouble("Execution Time"));
        }
    }

    /// The nodes of the plan that were executed.
    private static List<String> nodes(JsonObject node) {
        if (node.getDouble("Actual Loops") == 0) {
            return List.of();
        }
        String name =
                node.getString("Node Type") + node.getString("Index Name", "").replace("customers", " customers");
        return Stream.concat(Stream.of(name), plans(node).flatMap(child -> nodes(child).stream()))
                .toList();
    }

    /// The number of rows that the plan visited, including those that it removed.
    private static double visited(JsonObject node) {
        double here = node.getString("Node Type").matches(".*(Index|Index Only|Heap|Seq) Scan|Index.*")
                        && !node.getString("Node Type").startsWith("Bitmap Index")
                ? node.getDouble("Actual Loops")
                        * (node.getDouble("Actual Rows")
                                + node.getDouble("Rows Removed by Filter", 0.0)
                                + node.getDouble("Rows Removed by Index Recheck", 0.0))
                : 0;
        return here + plans(node).mapToDouble(CustomerListPlansIT::visited).sum();
    }

    private static Stream<JsonObject> plans(JsonObject node) {
        return node.getJsonArray("Plans", new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private static String numbered(String sql) {
        String text = sql;
        for (int i = 1; text.contains("?"); i++) {
            text = text.replaceFirst("\\?", "\\$" + i);
        }
        return text;
    }

    private static Object bound(Object value) {
        return switch (value) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value;
        };
    }

    private static Position middle(CustomerSort sort) {
        UUID id = new UUID(0, ManyCustomers.COUNT / 2);
        return switch (sort.key()) {
            case CREATED_AT, UPDATED_AT -> new Position(Instant.parse("2025-01-01T00:00:00Z"), id);
            case NAME -> new Position("8", id);
            case EMAIL -> new Position("80", id);
        };
    }
}
