package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.Customer;
import dev.lifeguard.customers.CustomerFilter;
import dev.lifeguard.customers.CustomerFilter.Condition;
import dev.lifeguard.customers.CustomerStore;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Row;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All SQL of an export: page after page, the oldest customers first.
@ApplicationScoped
class ExportStore {
    static final int PAGE = 500;

    private final Database database;

    ExportStore(Database database) {
        this.database = database;
    }

    /// Where a page ends.
    record Place(Instant createdAt, UUID id) {}

    /// A customer as it goes out.
    record Line(Place place, Buffer text) {}

    /// The next page. Customers become text on the database's thread, as they are read.
    Uni<List<Line>> page(CustomerFilter filter, Optional<Place> after, Function<Customer, Buffer> text) {
        List<Condition> conditions = new ArrayList<>(filter.conditions());
        after.map(place -> new Condition("(created_at, id) > (?, ?)", List.of(place.createdAt(), place.id())))
                .ifPresent(conditions::add);
        List<Object> values = new ArrayList<>();
        conditions.forEach(condition -> values.addAll(condition.values()));
        values.add(PAGE);
        return database.query(sql(conditions), row -> line(row, text), values.toArray());
    }

    private static Line line(Row row, Function<Customer, Buffer> text) throws SQLException {
        Customer customer = CustomerStore.customer(row);
        return new Line(new Place(customer.createdAt(), customer.id()), text.apply(customer));
    }

    private static Sql sql(List<Condition> conditions) {
        String where = conditions.isEmpty()
                ? ""
                : conditions.stream().map(Condition::sql).collect(Collectors.joining(" and ", "where ", ""));
        return Sql.read("export: page", """
                select id, name, email, phone, company, status, country, notes, created_at, updated_at, version
                  from customers
                 %s
                 order by created_at, id
                 limit ?
                """.formatted(where));
    }
}
