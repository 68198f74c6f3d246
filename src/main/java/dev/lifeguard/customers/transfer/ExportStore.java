package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.Customer;
import dev.lifeguard.customers.CustomerFilter;
import dev.lifeguard.customers.CustomerFilter.Condition;
import dev.lifeguard.customers.CustomerRow;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Reads the pages of an export, the oldest customers first.
@ApplicationScoped
class ExportStore {
    static final int PAGE = 500;

    private final Database database;

    ExportStore(Database database) {
        this.database = database;
    }

    /// Where a page ends.
    record Position(Instant createdAt, UUID id) {}

    /// A customer in the format of the export.
    record Line(Position position, Buffer text) {}

    /// Reads the next page. The database thread formats each customer as it reads it.
    Uni<List<Line>> page(CustomerFilter filter, Optional<Position> after, Function<Customer, Buffer> format) {
        List<Condition> conditions = filter.conditions();
        after.map(end -> new Condition("(created_at, id) > (?, ?)", List.of(end.createdAt(), end.id())))
                .ifPresent(conditions::add);
        List<Object> values = Condition.values(conditions);
        values.add(PAGE);
        Sql sql = Sql.read("export: page", """
                select %s
                  from customers
                 %s
                 order by created_at, id
                 limit ?
                """.formatted(CustomerRow.COLUMNS, Condition.where(conditions)));
        return database.query(sql, row -> line(CustomerRow.customer(row), format), values.toArray());
    }

    private static Line line(Customer customer, Function<Customer, Buffer> format) {
        return new Line(new Position(customer.createdAt(), customer.id()), format.apply(customer));
    }
}
