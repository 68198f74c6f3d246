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

/// All SQL about orders.
@ApplicationScoped
class OrderStore {
    private static final ReadById<Order> BY_ID =
            new ReadById<>(Sql.read("orders by id", """
                    select id, customer_id, status, amount_cents, placed_at, updated_at, version
                      from orders
                     where id = any (?)
                    """), OrderStore::order, Order::id);

    private static final KeyedInsert<Order> CREATE = new KeyedInsert<>("create order", """
            insert into orders (id, customer_id, status, amount_cents, placed_at, updated_at, version)
            select ?, ?, ?, ?, ?, ?, ?
              from claim
            returning id, customer_id, status, amount_cents, placed_at, updated_at, version
            """, OrderStore::order);

    /// Judges again what [OrderChange] judges, on the row as it is at that moment.
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
            returning id, customer_id, status, amount_cents, placed_at, updated_at, version
            """);

    private static final Sql FOUND = Sql.read("order that did not change", """
            select id, customer_id, status, amount_cents, placed_at, updated_at, version
              from orders
             where id = ?
            """);

    /// One row without an order if the customer has none, and no row if there is no such customer.
    private static final Sql OF_CUSTOMER = Sql.read("orders of customer", """
            select page.id is not null as found, page.id, customers.id as customer_id, page.status, page.amount_cents,
                   page.placed_at, page.updated_at, page.version
              from customers
              left join lateral (
                   select id, status, amount_cents, placed_at, updated_at, version
                     from orders
                    where customer_id = customers.id and (placed_at, id) < (?, ?)
                    order by placed_at desc, id desc
                    limit ?) as page on true
             where customers.id = ?
             order by page.placed_at desc, page.id desc
            """);

    private final Database database;

    OrderStore(Database database) {
        this.database = database;
    }

    Uni<Optional<Order>> byId(UUID id) {
        return database.byId(BY_ID, id);
    }

    /// The orders of a customer that come after a position, from the latest on.
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
                        throw noCustomer(customer);
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
                .transform(failure -> noCustomer(order.customerId()));
    }

    /// Changes an order if that is legal. An order that is so already is not changed, and keeps its version.
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

    /// Why an order did not change: it is not there, is not the one that was meant, may not, or is so already. Nothing
    /// of it, if it has become another meanwhile.
    private static Optional<Order> unchanged(Session session, UUID id, ExpectedVersions expected, OrderChange change)
            throws SQLException {
        Order found = session.queryOne(FOUND, OrderStore::order, id).orElseThrow(() -> missing(id));
        expected.check(found.version());
        change.refusal(found).ifPresent(problem -> {
            throw problem.asException();
        });
        return Optional.of(found).filter(change::describes);
    }

    static ProblemException missing(UUID id) {
        return Problem.of(ProblemKind.NOT_FOUND, "No order has the id %s.".formatted(id))
                .asException();
    }

    private static ProblemException noCustomer(UUID id) {
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
