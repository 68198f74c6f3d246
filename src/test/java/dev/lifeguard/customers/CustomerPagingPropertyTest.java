package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.customers.CustomerFilter.Condition;
import dev.lifeguard.customers.CustomerListStore.Result;
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

/// Follows the cursors of a list on a real PostgreSQL while customers are inserted, changed and deleted
/// between the pages. Names and times repeat, so that many customers differ in their ids only.
class CustomerPagingPropertyTest {
    private static final int STAYING = 40;
    private static final List<String> NAMES = List.of("Elif", "elif", "İpek", "ışık", "王小明", "Zoë", "zoe");
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.000001Z");

    private static RealPool pool;
    private static Database database;
    private static CustomerListStore store;

    @BeforeContainer
    static void open() throws SQLException {
        String url = System.getProperty("database.url");
        try (RealPool front = new RealPool(RealPool.Settings.of("front", 1), url)) {
            resultOf(DatabaseOnGate.database(front.gate).execute(Sql.write("drop", "drop database if exists paging")));
            resultOf(DatabaseOnGate.database(front.gate).execute(Sql.write("create", "create database paging")));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        URI own = URI.create(url).resolve("/paging");
        String[] login = own.getUserInfo().split(":", 2);
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://%s:%d/paging".formatted(own.getHost(), own.getPort()), login[0], login[1])
                .load()
                .migrate();
        pool = new RealPool(RealPool.Settings.of("paging", 2), own.toString());
        database = DatabaseOnGate.database(pool.gate);
        store = new CustomerListStore(database);
    }

    @AfterContainer
    static void close() throws InterruptedException {
        pool.close();
    }

    @Property(tries = 40)
    void everyCustomerThatStaysIsSeenExactlyOnce(
            @ForAll("sorts") CustomerSort sort,
            @ForAll("filters") CustomerFilter filter,
            @ForAll @IntRange(min = 1, max = 15) int limit,
            @ForAll Random random) {
        resultOf(database.execute(Sql.write("empty", "delete from customers")));
        List<UUID> staying =
                IntStream.range(0, STAYING).mapToObj(i -> insert(random)).toList();
        List<UUID> others = new ArrayList<>(
                IntStream.range(0, 20).mapToObj(i -> insert(random)).toList());

        List<UUID> seen = readAll(filter, sort, limit, () -> changeOthers(others, random));

        assertThat(seen.stream().filter(staying::contains)).containsExactlyInAnyOrderElementsOf(staying);
    }

    /// The limits are so small that each way to a page is taken: scan, sort, and the choice of
    /// PostgreSQL.
    @Property(tries = 60)
    void eachWayToAPageFindsTheSameCustomers(
            @ForAll("sorts") CustomerSort sort,
            @ForAll("halves") CustomerFilter filter,
            @ForAll @IntRange(min = 1, max = 12) int limit,
            @ForAll @IntRange(max = 12) int scanned,
            @ForAll @IntRange(max = 12) int sorted,
            @ForAll Random random) {
        resultOf(database.execute(Sql.write("empty", "delete from customers")));
        IntStream.range(0, 20).forEach(i -> insert(random));
        Position middle = position(sort, random);
        for (Optional<Position> after : List.of(Optional.<Position>empty(), Optional.of(middle))) {
            CustomerListQuery query = new CustomerListQuery(filter, sort, after, limit, false);

            List<UUID> found = ids(CustomerListSql.scanThenSort("limits", query, new ScanThenSort(scanned, sorted)));

            assertThat(found).containsExactlyElementsOf(plain(query));
        }
    }

    /// Reads the page with a plain statement, without any optimisation.
    private static List<UUID> plain(CustomerListQuery query) {
        List<Condition> all = new ArrayList<>(query.filter().conditions());
        query.after().map(query.sort()::after).ifPresent(all::add);
        List<Object> values = Condition.values(all);
        values.add(query.limit() + 1);
        String text = "select id from customers %s order by %s limit ?"
                .formatted(Condition.where(all), query.sort().order());
        return ids(new CustomerListSql.Statement(Sql.read("plain", text), values));
    }

    private static List<UUID> ids(CustomerListSql.Statement statement) {
        return resultOf(database.query(
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

    private static List<UUID> readAll(CustomerFilter filter, CustomerSort sort, int limit, Runnable between) {
        List<UUID> seen = new ArrayList<>();
        CustomerListParameters parameters = new CustomerListParameters();
        parameters.sort = sort.word();
        parameters.limit = Integer.toString(limit);
        boolean more = true;
        while (more) {
            ParameterErrors bad = new ParameterErrors();
            CustomerListQuery query = parameters.query(filter, bad);
            bad.check();
            Result result = resultOf(store.find(query));
            result.customers().forEach(customer -> seen.add(customer.id()));
            more = result.more();
            if (more) {
                parameters.cursor =
                        CustomerListParameters.cursor(query, result.customers().getLast());
                between.run();
            }
        }
        return seen;
    }

    /// Deletes, changes and inserts a few of the customers that do not stay.
    private static void changeOthers(List<UUID> others, Random random) {
        UUID gone = others.remove(random.nextInt(others.size()));
        resultOf(database.execute(Sql.write("delete", "delete from customers where id = ?"), gone));
        UUID changed = others.get(random.nextInt(others.size()));
        resultOf(database.execute(
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
        resultOf(database.execute(
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

    /// Filters that about half of the customers meet.
    @Provide
    Arbitrary<CustomerFilter> halves() {
        Instant half = FIRST.plusNanos(2000);
        return Arbitraries.of(Filters.createdFrom(half), Filters.createdBefore(half), Filters.search("elif"));
    }

    @Provide
    Arbitrary<CustomerFilter> filters() {
        CustomerFilter active = Filters.status(CustomerStatus.ACTIVE);
        CustomerFilter turkish = Filters.country("TR");
        CustomerFilter recent = Filters.createdFrom(FIRST);
        return Arbitraries.of(
                Filters.NONE,
                active,
                turkish,
                Filters.both(active, turkish),
                recent,
                Filters.both(Filters.search("EXAMPLE"), Filters.both(active, recent)));
    }
}
