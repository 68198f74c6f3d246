package dev.lifeguard.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.customers.CustomerListSql.Question;
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

/// How the database finds a page among many customers. What counts is how many rows and blocks it looks at,
/// which no busy machine changes; how long it took is printed.
class CustomerListPlansIT {
    private static final int LIMIT = 20;

    /// What an index may look at that has the rows in their order: for each of four statuses, and to begin with.
    private static final int FEW = 250;

    /// What may be looked at where no index has both: a seventh, as when all are collected who are called like every
    /// eighth, because none of them is among those with whom the order begins.
    private static final int MANY = ManyCustomers.COUNT / 7;

    /// What may be looked at to find all Chinese, who are a twentieth, among everybody.
    private static final int ALL_CHINESE = ScanThenSort.SEARCHED.near() + ManyCustomers.COUNT / 20;

    /// What may be looked at for a status, a country or a time.
    private static final int SPREAD = 2 * ScanThenSort.PLAIN.near();

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
        CustomerFilter none = CustomerFilter.none();
        return Stream.of(
                        Stream.of(none),
                        Stream.of("active", "churned", "lead", "inactive").map(CustomerListPlansIT::ofStatus),
                        Stream.of("TR", "BR", "JP", "CN", "IS", "AQ").map(CustomerListPlansIT::ofCountry),
                        Stream.of("2024-01-02", "2025-12-01", "2025-12-28", "2024-12-01", "2030-01-01")
                                .flatMap(day -> Stream.of(created(day, ""), created("", day))),
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
                                .map(CustomerListPlansIT::searched))
                .flatMap(filters -> filters);
    }

    /// For whom an index has the rows in order: it looks at those that it gives, for each status at the most.
    @ParameterizedTest
    @MethodSource("filters")
    void eachFilterIsQuickInEachOrder(CustomerFilter filter) throws SQLException {
        for (CustomerSort sort : CustomerSort.all().toList()) {
            for (Optional<Position> after : List.of(Optional.<Position>empty(), Optional.of(middle(sort)))) {
                Question question = new Question(filter, sort, after, LIMIT, false);
                JsonObject plan = explain(question);
                assertThat(nodes(plan)).as("%s", question).noneMatch(node -> node.contains("Seq Scan"));
                assertThat(visited(plan)).as("%s", question).isLessThanOrEqualTo(most(question));
            }
        }
    }

    private static int most(Question question) {
        CustomerFilter filter = question.filter();
        if (isInOrder(question)) {
            return FEW;
        }
        if (filter.search().filter(term -> term.contains("小")).isPresent()) {
            return ALL_CHINESE;
        }
        return filter.search().isPresent() ? MANY : SPREAD;
    }

    private static boolean isInOrder(Question question) {
        boolean isOfEverybody = question.filter().conditions().isEmpty();
        return isOfEverybody || CustomerListSql.isInOrder(question);
    }

    @Test
    void statusAndCountryAreQuickInTheDefaultOrder() throws SQLException {
        for (String status : List.of("active", "churned", "lead", "inactive")) {
            for (String country : List.of("TR", "BR", "JP", "CN", "IS", "AQ")) {
                CustomerFilter filter = new CustomerFilter(
                        Optional.empty(),
                        CustomerStatus.of(status),
                        Optional.of(country),
                        Optional.empty(),
                        Optional.empty());
                for (Optional<Position> after :
                        List.of(Optional.<Position>empty(), Optional.of(middle(CustomerSort.DEFAULT)))) {
                    Question question = new Question(filter, CustomerSort.DEFAULT, after, LIMIT, false);
                    assertThat(visited(explain(question))).as("%s", question).isLessThan(FEW);
                }
            }
        }
    }

    /// Without a filter the statement is prepared, and then planned once for all positions.
    @Test
    void onePlanForAllPositionsIsQuickInEachOrder() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            for (CustomerSort sort : CustomerSort.all().toList()) {
                Position middle = middle(sort);
                String sql = CustomerListSql.page(
                                new Question(CustomerFilter.none(), sort, Optional.of(middle), LIMIT, false))
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

    private static JsonObject explain(Question question) throws SQLException {
        CustomerListSql.Statement page = CustomerListSql.page(question);
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
                    question.filter().texts(),
                    question.sort().word(),
                    question.after().isPresent() ? " from the middle" : "",
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

    /// Those that were executed.
    private static List<String> nodes(JsonObject node) {
        if (node.getDouble("Actual Loops") == 0) {
            return List.of();
        }
        String name =
                node.getString("Node Type") + node.getString("Index Name", "").replace("customers", " customers");
        return Stream.concat(Stream.of(name), plans(node).flatMap(child -> nodes(child).stream()))
                .toList();
    }

    /// How many rows were looked at, those included that were not wanted.
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

    private static CustomerFilter ofStatus(String status) {
        return new CustomerFilter(
                Optional.empty(), CustomerStatus.of(status), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static CustomerFilter ofCountry(String country) {
        return new CustomerFilter(
                Optional.empty(), Optional.empty(), Optional.of(country), Optional.empty(), Optional.empty());
    }

    private static CustomerFilter searched(String term) {
        return new CustomerFilter(
                Optional.of(term), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static CustomerFilter created(String from, String to) {
        return new CustomerFilter(Optional.empty(), Optional.empty(), Optional.empty(), day(from), day(to));
    }

    private static Optional<Instant> day(String day) {
        return day.isEmpty() ? Optional.empty() : ClientTime.read(day + "T00:00:00Z");
    }
}
