package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerListSql.Statement;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Session;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Lists customers. [CustomerListSql] has the statements.
@ApplicationScoped
class CustomerListStore {
    private final Database database;

    CustomerListStore(Database database) {
        this.database = database;
    }

    /// What a query found.
    ///
    /// @param more whether another page follows
    record Result(List<Customer> customers, boolean more, Optional<Count> count) {}

    /// How many customers meet the filter, and how long the database took to count them.
    record Count(long customers, Duration took) {}

    /// Reads a page and, if the query says so, the count: both on one connection.
    Uni<Result> find(CustomerListQuery query) {
        return database.inReadSession(session -> {
            Statement page = CustomerListSql.page(query);
            List<Customer> rows = session.query(
                    page.sql(), CustomerRow::customer, page.values().toArray());
            boolean more = rows.size() > query.limit();
            Optional<Count> count = query.counted() ? Optional.of(count(session, query)) : Optional.empty();
            return new Result(more ? rows.subList(0, query.limit()) : rows, more, count);
        });
    }

    private static Count count(Session session, CustomerListQuery query) throws SQLException {
        Statement count = CustomerListSql.count(query.filter());
        long begun = System.nanoTime();
        long customers = session.queryOne(
                        count.sql(), row -> row.bigNumber("n"), count.values().toArray())
                .orElseThrow();
        return new Count(customers, Duration.ofNanos(System.nanoTime() - begun));
    }
}
