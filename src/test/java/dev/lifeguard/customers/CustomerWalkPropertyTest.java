package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.customers.CustomerFilter.Condition;
import dev.lifeguard.customers.CustomerListSql.Found;
import dev.lifeguard.customers.CustomerListSql.Question;
import dev.lifeguard.customers.CustomerSort.Position;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.DatabaseOnGate;
import dev.lifeguard.database.Sql;
import dev.lifeguard.http.ParameterErrors;
import dev.lifeguard.pool.RealPool;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.flywaydb.core.Flyway;

/// Following the cursors of a list, with a real PostgreSQL, while others come, change and go between the pages. Names
/// and times are few, so that many customers are told apart by their ids alone.
class CustomerWalkPropertyTest {
    private static final int STAY = 40;
    private static final List<String> NAMES = List.of("Elif", "elif", "İpek", "ışık", "王小明", "Zoë", "zoe");
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.000001Z");

    private static RealPool pool;
    private static Database database;
    private static CustomerListSql listing;

    @BeforeContainer
    static void open() throws SQLException {
        String url = System.getProperty("database.url");
        try (RealPool front = new RealPool(RealPool.Settings.of("front", 1), url)) {
            answer(DatabaseOnGate.database(front.gate).execute(Sql.write("drop", "drop database if exists walk")));
            answer(DatabaseOnGate.database(front.gate).execute(Sql.write("create", "create database walk")));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        URI own = URI.create(url).resolve("/walk");
        String[] login = own.getUserInfo().split(":", 2);
        Flyway.configure()
                .dataSource("jdbc:postgresql://%s:%d/walk".formatted(own.getHost(), own.getPort()), login[0], login[1])
                .load()
                .migrate();
        pool = new RealPool(RealPool.Settings.of("walk", 2), own.toString());
        database = DatabaseOnGate.database(pool.gate);
        listing = new CustomerListSql(database);
    }

    @AfterContainer
    static void close() throws InterruptedException {
        pool.close();
    }

    @Property(tries = 40)
    void aWalkSeesWhoeverStayedExactlyOnce(
            @ForAll("sorts") CustomerSort sort,
            @ForAll("filters") CustomerFilter filter,
            @ForAll @IntRange(min = 1, max = 15) int limit,
            @ForAll Random random) {
        answer(database.execute(Sql.write("empty", "delete from customers")));
        List<UUID> stayers =
                IntStream.range(0, STAY).mapToObj(i -> insert(random)).toList();
        List<UUID> others = new ArrayList<>(
                IntStream.range(0, 20).mapToObj(i -> insert(random)).toList());

        List<UUID> seen = walk(filter, sort, limit, () -> disturb(others, random));

        assertThat(seen.stream().filter(stayers::contains)).containsExactlyInAnyOrderElementsOf(stayers);
    }

    /// Whether they are walked, or collected, or it is left to the server, because it is too many either way.
    @Property(tries = 60)
    void eachWayToAPageLeadsToTheSame(
            @ForAll("sorts") CustomerSort sort,
            @ForAll("halves") CustomerFilter filter,
            @ForAll @IntRange(min = 1, max = 12) int limit,
            @ForAll @IntRange(max = 12) int near,
            @ForAll @IntRange(max = 12) int most,
            @ForAll Random random) {
        answer(database.execute(Sql.write("empty", "delete from customers")));
        IntStream.range(0, 20).forEach(i -> insert(random));
        Position middle = position(sort, random);
        for (Optional<Position> after : List.of(Optional.<Position>empty(), Optional.of(middle))) {
            Question question = new Question(filter, sort, after, limit, false);

            List<UUID> found = ids(CustomerListSql.walkedOrCollected("way", question, new ScanThenSort(near, most)));

            assertThat(found).containsExactlyElementsOf(plainly(question));
        }
    }

    /// By the plainest of statements, which knows nothing of what may be quick.
    private static List<UUID> plainly(Question question) {
        List<Condition> all = new ArrayList<>(question.filter().conditions());
        question.after().map(question.sort()::after).ifPresent(all::add);
        List<Object> values = Condition.values(all);
        values.add(question.limit() + 1);
        String text = "select id from customers %s order by %s limit ?"
                .formatted(Condition.where(all), question.sort().order());
        return ids(new CustomerListSql.Statement(Sql.read("plainly", text), values));
    }

    private static List<UUID> ids(CustomerListSql.Statement statement) {
        return answer(database.query(
                statement.sql(), row -> row.uuid("id"), statement.values().toArray()));
    }

    private static Position position(CustomerSort sort, Random random) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return switch (sort.key()) {
            case CREATED_AT, UPDATED_AT -> new Position(FIRST.plusNanos(2000), id);
            case NAME -> new Position(name(random), id);
            case EMAIL -> new Position(email(random), id);
        };
    }

    private static List<UUID> walk(CustomerFilter filter, CustomerSort sort, int limit, Runnable between) {
        List<UUID> seen = new ArrayList<>();
        CustomerListParameters parameters = new CustomerListParameters();
        parameters.sort = sort.word();
        parameters.limit = Integer.toString(limit);
        boolean more = true;
        while (more) {
            ParameterErrors bad = new ParameterErrors();
            Question question = parameters.question(filter, bad);
            bad.check();
            Found found = answer(listing.find(question));
            found.customers().forEach(customer -> seen.add(customer.id()));
            more = found.more();
            if (more) {
                parameters.cursor = CustomerListParameters.cursor(
                        question, found.customers().getLast());
                between.run();
            }
        }
        return seen;
    }

    /// Deletes, changes and inserts a few of those who do not stay.
    private static void disturb(List<UUID> others, Random random) {
        UUID gone = others.remove(random.nextInt(others.size()));
        answer(database.execute(Sql.write("delete", "delete from customers where id = ?"), gone));
        UUID changed = others.get(random.nextInt(others.size()));
        answer(database.execute(
                Sql.write(
                        "change",
                        "update customers set name = ?, email = ?, updated_at = greatest(created_at, ?) where id = ?"),
                name(random),
                email(random),
                time(random),
                changed));
        others.add(insert(random));
        others.add(insert(random));
    }

    private static UUID insert(Random random) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Instant created = time(random);
        answer(database.execute(
                Sql.write("insert", """
                insert into customers (id, name, email, status, country, created_at, updated_at)
                values (?, ?, ?, 'active', 'TR', ?, greatest(?, ?))
                """), id, name(random), email(random), created, created, time(random)));
        return id;
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static String email(Random random) {
        return "%s%d@example.com".formatted(random.nextBoolean() ? "A" : "a", random.nextLong());
    }

    private static Instant time(Random random) {
        return FIRST.plusNanos(1000L * random.nextInt(4));
    }

    @Provide
    Arbitrary<CustomerSort> sorts() {
        return Arbitraries.of(CustomerSort.all().toList());
    }

    /// Filters that about half of them meet.
    @Provide
    Arbitrary<CustomerFilter> halves() {
        CustomerFilter none = CustomerFilter.none();
        Optional<Instant> half = Optional.of(FIRST.plusNanos(2000));
        return Arbitraries.of(
                new CustomerFilter(none.search(), none.status(), none.country(), half, Optional.empty()),
                new CustomerFilter(none.search(), none.status(), none.country(), Optional.empty(), half),
                new CustomerFilter(
                        Optional.of("elif"), none.status(), none.country(), Optional.empty(), Optional.empty()));
    }

    @Provide
    Arbitrary<CustomerFilter> filters() {
        CustomerFilter none = CustomerFilter.none();
        Optional<CustomerStatus> active = Optional.of(CustomerStatus.ACTIVE);
        return Arbitraries.of(Arrays.asList(
                none,
                new CustomerFilter(none.search(), active, none.country(), Optional.empty(), Optional.empty()),
                new CustomerFilter(none.search(), none.status(), Optional.of("TR"), Optional.empty(), Optional.empty()),
                new CustomerFilter(none.search(), active, Optional.of("TR"), Optional.empty(), Optional.empty()),
                new CustomerFilter(none.search(), none.status(), none.country(), Optional.of(FIRST), Optional.empty()),
                new CustomerFilter(
                        Optional.of("EXAMPLE"), active, none.country(), Optional.of(FIRST), Optional.empty())));
    }
}
