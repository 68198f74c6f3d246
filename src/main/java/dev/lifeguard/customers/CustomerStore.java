package dev.lifeguard.customers;

import dev.lifeguard.database.ById;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Row;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// All SQL about customers.
@ApplicationScoped
class CustomerStore {
    private static final ById<Customer> BY_ID =
            new ById<>(Sql.read("customers by id", """
                    select id, name, email, phone, company, status, country, notes, created_at, updated_at, version
                      from customers
                     where id = any (?)
                    """), CustomerStore::customer, Customer::id);

    private final Database database;

    CustomerStore(Database database) {
        this.database = database;
    }

    Uni<Optional<Customer>> byId(UUID id) {
        return database.byId(BY_ID, id);
    }

    static Customer customer(Row row) throws SQLException {
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
