package dev.lifeguard.orders;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.InsertResult;
import dev.lifeguard.database.KeyedInsert;
import dev.lifeguard.database.ReadById;
import dev.lifeguard.database.RetryOnChange;
import dev.lifeguard.database.Row;
import dev.lifeguard.database.Session;
import dev.lifeguard.database.Sql;
import dev.lifeguard.http.ExpectedVersions;
import dev.lifeguard.http.IdempotencyClaim;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Reads and changes orders.
@ApplicationScoped
class OrderStore {
    /// All columns, as a statement lists them. [#order] reads each of them.
    private static final String COLUMNS = "id, customer_id, status, amount_cents, placed_at, updated_at, version";

    private static final ReadById<Order> BY_ID =
            new ReadById<>(Sql.read("orders by id", """
                    select %s
                      from orders
                     where id = any (?)
                    """.formatted(COLUMNS)), OrderStore::order, Order::id);

    private static final KeyedInsert<Order> CREATE =
            new KeyedInsert<>("create order", """
            insert into orders (%1$s)
            select ?, ?, ?, ?, ?, ?, ?
              from claim
            returning %1$s
            """.formatted(COLUMNS), OrderStore::order);

    /// Applies the rules of [OrderChange] to the row as it is when it is changed.
    private static final Sql CHANGE = Sql.write("change order", """
            update orders
               set status = coalesce(?::text, status),
                   amount_cents = coalesce(?::bigint, amount_cents),
                   updated_at = greatest(now(), updated_at + interval '1 microsecond'),
                   version = version + 1
             where id = ?
               and (?::bigint[] is null or version = any (?::bigint[]))
               and status = any (?::text[])
               and (status = 'pending' or amount_cents = coalesce(?::bigint, amount_cents))
               and row (status, amount_cents)
                   is distinct from row (coalesce(?::text, status), coalesce(?::bigint, amount_cents))
            returning %s
            """.formatted(COLUMNS));

    private static final Sql UNCHANGED = Sql.read("order that did not change", """
            select %s
              from orders
             where id = ?
            """.formatted(COLUMNS));

    /// Returns one row without an order if the customer has no orders on the page, and no row if the
    /// customer does not exist.
    private static final Sql OF_CUSTOMER = Sql.read("orders of customer", """
            select page.id is not null as found, page.*
              from customers
              left join lateral (
                   select %s
                     from orders
                    where customer_id = customers.id and (placed_at, id) < (?, ?)
                    order by placed_at desc, id desc
                    limit ?) as page on true
             where customers.id = ?
             order by page.placed_at desc, page.id desc
            """.formatted(COLUMNS));

    private final Database database;

    OrderStore(Database database) {
        this.database = database;
    }

    Uni<Optional<Order>> byId(UUID id) {
        return database.byId(BY_ID, id);
    }

    /// Reads the orders of a customer that follow a position, the latest first.
    Uni<List<Order>> after(OrderPosition position, UUID customer, int limit) {
        return database.query(
                        OF_CUSTOMER,
                        row -> row.flag("found") ? Optional.of(order(row)) : Optional.<Order>empty(),
                        position.placedAt(),
                        position.id(),
                        limit,
                        customer)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw missingCustomer(customer);
                    }
                    return rows.stream().flatMap(Optional::stream).toList();
                });
    }

    Uni<InsertResult<Order>> create(Order order, Optional<IdempotencyClaim> claim) {
        return database.insert(
                        CREATE,
                        claim,
                        order.id(),
                        order.customerId(),
                        order.status(),
                        order.amountCents(),
                        order.placedAt(),
                        order.updatedAt(),
                        order.version())
                .onFailure(OrderStore::hasNoCustomer)
                .transform(failure -> missingCustomer(order.customerId()));
    }

    /// Changes an order if its status allows it. An order that has the values already is not changed,
    /// and keeps its version.
    Uni<Order> change(UUID id, ExpectedVersions expected, OrderChange change) {
        Optional<Long[]> versions = expected.versions().map(some -> some.toArray(Long[]::new));
        String[] from = change.legalFrom().stream().map(OrderStatus::word).toArray(String[]::new);
        Object[] values = {
            change.status(),
            change.amountCents(),
            id,
            versions,
            versions,
            from,
            change.amountCents(),
            change.status(),
            change.amountCents()
        };
        return database.inSession(RetryOnChange.of(session -> {
            Optional<Order> changed = session.queryOne(CHANGE, OrderStore::order, values);
            return changed.isPresent() ? changed : unchanged(session, id, expected, change);
        }));
    }

    /// Finds out why an order did not change: it does not exist, has another version, does not allow
    /// the change, or has the values already. Empty if another request has changed it in the meantime.
    private static Optional<Order> unchanged(Session session, UUID id, ExpectedVersions expected, OrderChange change)
            throws SQLException {
        Order found = session.queryOne(UNCHANGED, OrderStore::order, id).orElseThrow(() -> missing(id));
        expected.check(found.version());
        change.refusal(found).ifPresent(problem -> {
            throw problem.asException();
        });
        return Optional.of(found).filter(change::matches);
    }

    static ProblemException missing(UUID id) {
        return Problem.of(ProblemKind.NOT_FOUND, "No order has the id %s.".formatted(id))
                .asException();
    }

    private static ProblemException missingCustomer(UUID id) {
        return Problem.of(ProblemKind.NOT_FOUND, "No customer has the id %s.".formatted(id))
                .asException();
    }

    private static boolean hasNoCustomer(Throwable failure) {
        return failure instanceof ProblemException e
                && e.problem().errors().stream().anyMatch(error -> error.field().equals("customer_id"));
    }

    private static Order order(Row row) throws SQLException {
        return new Order(
                row.uuid("id"),
                row.uuid("customer_id"),
                OrderStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.bigNumber("amount_cents"),
                row.instant("placed_at"),
                row.instant("updated_at"),
                row.bigNumber("version"));
    }
}
