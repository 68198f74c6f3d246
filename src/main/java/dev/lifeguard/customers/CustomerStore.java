package dev.lifeguard.customers;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.InsertResult;
import dev.lifeguard.database.KeyedInsert;
import dev.lifeguard.database.ReadById;
import dev.lifeguard.database.RetryOnChange;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads and changes single customers.
@ApplicationScoped
class CustomerStore {
    private static final ReadById<Customer> BY_ID = new ReadById<>(
            Sql.read("customers by id", """
                    select %s
                      from customers
                     where id = any (?)
                    """.formatted(CustomerRow.COLUMNS)), CustomerRow::customer, Customer::id);

    private static final KeyedInsert<Customer> CREATE =
            new KeyedInsert<>("create customer", """
            insert into customers
                   (%1$s)
            select ?, ?, ?, ?::text, ?::text, ?, ?::text, ?::text, ?, ?, ?
              from claim
            returning %1$s
            """.formatted(CustomerRow.COLUMNS), CustomerRow::customer);

    private static final Sql UNCHANGED = Sql.read("customer that did not change", """
            select %s
              from customers
             where id = ?
            """.formatted(CustomerRow.COLUMNS));

    private static final Sql DELETE = Sql.write("delete customer", """
            delete from customers
             where id = ? and (?::bigint[] is null or version = any (?::bigint[]))
            """);

    private final Database database;

    CustomerStore(Database database) {
        this.database = database;
    }

    Uni<Optional<Customer>> byId(UUID id) {
        return database.byId(BY_ID, id);
    }

    Uni<InsertResult<Customer>> create(Customer customer, Optional<IdempotencyClaim> claim) {
        return database.insert(
                CREATE,
                claim,
                customer.id(),
                customer.name(),
                customer.email(),
                customer.phone(),
                customer.company(),
                customer.status(),
                customer.country(),
                customer.notes(),
                customer.createdAt(),
                customer.updatedAt(),
                customer.version());
    }

    /// Sets the given fields and leaves the others alone, so that concurrent changes of other fields
    /// are kept. A customer that has these values already is not changed, and keeps its version.
    Uni<Customer> change(UUID id, ExpectedVersions expected, CustomerContent content) {
        return database.inSession(RetryOnChange.of(session -> {
            Optional<Customer> changed = content.values().isEmpty()
                    ? Optional.empty()
                    : session.queryOne(update(content), CustomerRow::customer, updateValues(id, expected, content));
            return changed.isPresent()
                    ? changed
                    : Optional.of(unchanged(session, id, expected)).filter(content::matches);
        }));
    }

    Uni<Boolean> delete(UUID id, ExpectedVersions expected) {
        @Nullable Object[] values = {id, versions(expected), versions(expected)};
        return database.inSession(RetryOnChange.of(session -> {
                    if (session.execute(DELETE, values) > 0) {
                        return Optional.of(true);
                    }
                    unchanged(session, id, expected);
                    return Optional.empty();
                }))
                .onFailure(CustomerStore::hasOrders)
                .transform(failure -> Problem.of(
                                ProblemKind.CONFLICT, "The customer %s has orders and cannot be deleted.".formatted(id))
                        .causedBy(failure));
    }

    /// Finds out why a change did not happen: the customer does not exist, or has another version than
    /// expected. Otherwise returns it.
    private static Customer unchanged(Session session, UUID id, ExpectedVersions expected) throws SQLException {
        Customer found = session.queryOne(UNCHANGED, CustomerRow::customer, id).orElseThrow(() -> missing(id));
        expected.check(found.version());
        return found;
    }

    static ProblemException missing(UUID id) {
        return Problem.of(ProblemKind.NOT_FOUND, "No customer has the id %s.".formatted(id))
                .asException();
    }

    /// The column names come from [CustomerField], never from the client.
    private static Sql update(CustomerContent content) {
        Set<CustomerField> fields = content.values().keySet();
        String columns = fields.stream().map(CustomerField::word).collect(Collectors.joining(", "));
        String values = fields.stream().map(field -> "?").collect(Collectors.joining(", "));
        return Sql.write("change customer", """
                update customers
                   set (%1$s) = row (%2$s),
                       updated_at = greatest(now(), updated_at + interval '1 microsecond'),
                       version = version + 1
                 where id = ?
                   and (?::bigint[] is null or version = any (?::bigint[]))
                   and row (%1$s) is distinct from row (%2$s)
                returning %3$s
                """.formatted(columns, values, CustomerRow.COLUMNS));
    }

    private static @Nullable Object[] updateValues(UUID id, ExpectedVersions expected, CustomerContent content) {
        List<Object> values = new ArrayList<>(content.values().values());
        values.add(id);
        values.add(versions(expected));
        values.add(versions(expected));
        values.addAll(content.values().values());
        return values.toArray();
    }

    private static Optional<Long[]> versions(ExpectedVersions expected) {
        return expected.versions().map(versions -> versions.toArray(Long[]::new));
    }

    private static boolean hasOrders(Throwable failure) {
        return failure instanceof ProblemException e
                && e.problem().errors().stream().anyMatch(error -> error.field().equals("customer_id"));
    }
}
