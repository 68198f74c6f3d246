package dev.lifeguard.customers;

import dev.lifeguard.database.Row;
import java.sql.SQLException;
import java.util.Locale;

/// A row of `customers`: its columns, and how it becomes a [Customer].
public final class CustomerRow {
    /// All columns, as a statement lists them. [#customer] reads each of them.
    public static final String COLUMNS =
            "id, name, email, phone, company, status, country, notes, created_at, updated_at, version";

    private CustomerRow() {}

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
