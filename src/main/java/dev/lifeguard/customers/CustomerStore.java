package dev.lifeguard.customers;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All SQL about single customers.
@ApplicationScoped
public class CustomerStore {
    private static final ReadById<Customer> BY_ID =
            new ReadById<>(Sql.read("customers by id", """
                    select id, name, email, phone, company, status, country, notes, created_at, updated_at, version
                      from customers
                     where id = any (?)
                    """), CustomerStore::customer, Customer::id);

    private static final KeyedInsert<Customer> CREATE =
            new KeyedInsert<>("create customer", """
            insert into customers
                   (id, name, email, phone, company, status, country, notes, created_at, updated_at, version)
            select ?, ?, ?, ?::text, ?::text, ?, ?::text, ?::text, ?, ?, ?
              from claim
            returning id, name, email, phone, company, status, country, notes, created_at, updated_at, version
            """, CustomerStore::customer);

    private static final Sql FOUND = Sql.read("customer that did not change", """
            select id, name, email, phone, company, status, country, notes, created_at, updated_at, version
              from customers
             where id = ?
            """);

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

    /// Gives a customer the values that are said and leaves the others alone, so that nobody's change is lost. A
    /// customer that is so already is not changed, and keeps its version.
    Uni<Customer> change(UUID id, ExpectedVersions expected, CustomerContent content) {
        return database.inSession(RetryOnChange.of(session -> {
            Optional<Customer> changed = content.values().isEmpty()
                    ? Optional.empty()
                    : session.queryOne(update(content), CustomerStore::customer, bound(id, expected, content));
            return changed.isPresent()
                    ? changed
                    : Optional.of(found(session, id, expected)).filter(content::describes);
        }));
    }

    Uni<Boolean> delete(UUID id, ExpectedVersions expected) {
        @Nullable Object[] values = {id, versions(expected), versions(expected)};
        return database.inSession(RetryOnChange.of(session -> {
                    if (session.execute(DELETE, values) > 0) {
                        return Optional.of(true);
                    }
                    found(session, id, expected);
                    return Optional.empty();
                }))
                .onFailure(CustomerStore::hasOrders)
                .transform(failure -> Problem.of(
                                ProblemKind.CONFLICT,
                                "The customer %s has orders, and stays as long as they do.".formatted(id))
                        .causedBy(failure));
    }

    /// Why a change did not happen: the customer is not there, or is not the one that was meant.
    private static Customer found(Session session, UUID id, ExpectedVersions expected) throws SQLException {
        Customer found = session.queryOne(FOUND, CustomerStore::customer, id).orElseThrow(() -> missing(id));
        expected.check(found.version());
        return found;
    }

    static ProblemException missing(UUID id) {
        return Problem.of(ProblemKind.NOT_FOUND, "No customer has the id %s.".formatted(id))
                .asException();
    }

    /// The names of its columns are those of the fields that are said, which are ours.
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
                returning id, name, email, phone, company, status, country, notes, created_at, updated_at, version
                """.formatted(columns, values));
    }

    private static @Nullable Object[] bound(UUID id, ExpectedVersions expected, CustomerContent content) {
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

    /// The customer that a row holds.
    public static Customer customer(Row row) throws SQLException {
        return new Customer(
                row.uuid("id"),
                row.text("name"),
                row.text("email"),
                row.optionalText("phone").orElse(null),
                row.optionalText("company").orElse(null),
                CustomerStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.optionalText("country").orElse(null),
                row.optionalText("notes").orElse(null),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.bigNumber("version"));
    }
}
