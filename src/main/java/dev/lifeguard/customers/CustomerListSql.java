package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import dev.lifeguard.customers.CustomerSort.Position;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Session;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All SQL that lists customers: one statement for a page, and another if they are to be counted.
@ApplicationScoped
class CustomerListSql {
    private static final String COLUMNS =
            "id, name, email, phone, company, status, country, notes, created_at, updated_at, version";

    /// Columns, conditions, order.
    private static final String PLAIN = "select %s from customers %s order by %s limit ?";

    /// For those of a country, as its index has them: by status, and then by time of creation.
    private static final String STATUS_BY_STATUS = """
            select %1$s
              from (values ('lead'), ('active'), ('inactive'), ('churned')) as every (one)
             cross join lateral
                   (select %1$s from customers %2$s and status = every.one order by %3$s limit ?) as customers
             order by %3$s
             limit ?
            """;

    private final Database database;

    CustomerListSql(Database database) {
        this.database = database;
    }

    /// What is asked for.
    ///
    /// @param after where the page before ended
    /// @param counted whether all that meet the filter are to be counted, wherever the page begins
    record Question(CustomerFilter filter, CustomerSort sort, Optional<Position> after, int limit, boolean counted) {}

    /// What was found.
    ///
    /// @param more whether others come after them
    record Found(List<Customer> customers, boolean more, Optional<Count> count) {}

    /// How many there are, and how long it took the database to count them.
    record Count(long customers, Duration took) {}

    /// A statement, and the values that are bound to it.
    record Statement(Sql sql, List<Object> values) {}

    Uni<Found> find(Question question) {
        return database.inReadSession(session -> {
            Statement page = page(question);
            List<Customer> rows = session.query(
                    page.sql(), CustomerStore::customer, page.values().toArray());
            boolean more = rows.size() > question.limit();
            Optional<Count> count = question.counted() ? Optional.of(count(session, question)) : Optional.empty();
            return new Found(more ? rows.subList(0, question.limit()) : rows, more, count);
        });
    }

    private static Count count(Session session, Question question) throws SQLException {
        Statement count = count(question.filter());
        long begun = System.nanoTime();
        long customers = session.queryOne(
                        count.sql(), row -> row.bigNumber("n"), count.values().toArray())
                .orElseThrow();
        return new Count(customers, Duration.ofNanos(System.nanoTime() - begun));
    }

    /// Asks for one more than wanted, which tells whether there is a next page.
    static Statement page(Question question) {
        String name = "customers by " + question.sort().word();
        return isWalkedOrCollected(question)
                ? walkedOrCollected(name, question, way(question))
                : planned(name, question);
    }

    private static Statement planned(String name, Question question) {
        List<Condition> conditions = new ArrayList<>(fromThePosition(question).conditions());
        boolean filtered = !question.filter().conditions().isEmpty();
        if (isInOrder(question)) {
            conditions.addAll(hints(question.filter()));
        }
        conditions.addAll(place(question));
        List<Object> values = Condition.values(conditions);
        values.add(question.limit() + 1);
        String template = PLAIN;
        if (isOfACountryAlone(question)) {
            template = STATUS_BY_STATUS;
            values.add(question.limit() + 1);
        }
        String text = template.formatted(
                COLUMNS, Condition.where(conditions), question.sort().order());
        return new Statement(filtered ? Sql.readWithCustomPlan(name, text) : Sql.read(name, text), values);
    }

    static Statement walkedOrCollected(String name, Question question, ScanThenSort way) {
        List<Condition> filter = question.filter().conditions();
        List<Condition> place = place(question);
        String text = way.text(COLUMNS, question.sort().order(), place, filter);
        return new Statement(
                Sql.readWithCustomPlan(name, text), ScanThenSort.values(place, filter, question.limit() + 1));
    }

    private static ScanThenSort way(Question question) {
        return question.filter().search().isPresent() ? ScanThenSort.SEARCHED : ScanThenSort.PLAIN;
    }

    /// Whether those who meet the filter are likely to stand together somewhere in the order: by
    /// name or address, those who have a word in it, and by change, those of a time. Who has a word
    /// is spread over the times, and who has a status or a country over all orders but theirs, so
    /// that the server's choice is good.
    static boolean isWalkedOrCollected(Question question) {
        CustomerFilter filter = question.filter();
        boolean ofATime = filter.createdFrom().isPresent() || filter.createdTo().isPresent();
        return switch (question.sort().key()) {
            case NAME, EMAIL -> ofATime || filter.search().isPresent();
            case UPDATED_AT -> ofATime && filter.search().isEmpty();
            case CREATED_AT -> false;
        };
    }

    /// Where in the order the page begins. Nobody is changed before being created, so that in the
    /// order of changes all whom the filter lets through stand above its time of creation. Upwards
    /// that is where to begin, unless the page before has come further.
    private static List<Condition> place(Question question) {
        Optional<Instant> least =
                question.filter().createdFrom().filter(from -> question.sort().key() == CustomerSort.Key.UPDATED_AT);
        Optional<Condition> bound = least.map(from -> Condition.of("updated_at >= ?", from));
        Optional<Position> position = question.after();
        if (!question.sort().descending() && position.isPresent() && least.isPresent()) {
            boolean within = ((Instant) position.get().value()).isBefore(least.get());
            return within ? bound.stream().toList() : List.of(question.sort().after(position.get()));
        }
        return Stream.concat(position.map(question.sort()::after).stream(), bound.stream())
                .toList();
    }

    /// The filter without the bound that the position is within. With both, the server would begin at the wrong one,
    /// and pass all that lies between.
    private static CustomerFilter fromThePosition(Question question) {
        CustomerFilter filter = question.filter();
        CustomerSort sort = question.sort();
        if (sort.key() != CustomerSort.Key.CREATED_AT || question.after().isEmpty()) {
            return filter;
        }
        Instant reached = (Instant) question.after().get().value();
        return new CustomerFilter(
                filter.search(),
                filter.status(),
                filter.country(),
                filter.createdFrom().filter(from -> sort.descending() || reached.isBefore(from)),
                filter.createdTo().filter(to -> !sort.descending() || !reached.isBefore(to)));
    }

    /// Whether an index has the customers of a status or a country in the order that is wanted.
    static boolean isInOrder(Question question) {
        CustomerFilter filter = question.filter();
        if (filter.search().isPresent()) {
            return false;
        }
        boolean both = filter.status().isPresent() && filter.country().isPresent();
        boolean ofATime = filter.createdFrom().isPresent() || filter.createdTo().isPresent();
        return switch (question.sort().key()) {
            case CREATED_AT -> true;
            case UPDATED_AT -> !both && !ofATime;
            case NAME -> filter.status().isEmpty() && !ofATime;
            case EMAIL -> false;
        };
    }

    /// True of every row that the filter lets through, and only there for the planner, which cannot see that.
    /// Without, it takes a status that nearly all have for one that it need not look up, walks a wider index
    /// instead, and meets first all those that have another.
    private static List<Condition> hints(CustomerFilter filter) {
        List<Condition> hints = new ArrayList<>();
        filter.status().map(it -> hint("status", it)).ifPresent(hints::add);
        filter.country().map(it -> hint("country", it)).ifPresent(hints::add);
        return hints;
    }

    private static Condition hint(String column, Object value) {
        return Condition.of("%1$s between (select ?::text) and (select ?::text)".formatted(column), value, value);
    }

    private static boolean isOfACountryAlone(Question question) {
        CustomerFilter filter = question.filter();
        return filter.country().isPresent()
                && filter.status().isEmpty()
                && filter.search().isEmpty()
                && question.sort().key() == CustomerSort.Key.CREATED_AT;
    }

    static Statement count(CustomerFilter filter) {
        List<Condition> conditions = filter.conditions();
        String text = "select count(*) as n from customers " + Condition.where(conditions);
        return new Statement(Sql.readWithCustomPlan("customers counted", text), Condition.values(conditions));
    }
}
