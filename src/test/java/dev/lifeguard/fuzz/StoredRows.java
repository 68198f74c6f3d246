package dev.lifeguard.fuzz;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// What the database holds, read without the service.
final class StoredRows {
    /// Finds rows that break a rule. The rules are written here again, as those of the service are what
    /// is tested.
    private static final String FAULTS = """
            select 'customer ' || id || ': ' || name || ', ' || email
              from customers
             where name !~ '\\S' or length(name) > 200 or name ~ '[\\u0001-\\u001f\\u007f-\\u009f]'
                or email !~ '^[^\\s@]+@[^\\s@]+$' or length(email) > 320
                or length(phone) not between 1 and 50 or phone ~ '[\\u0001-\\u001f\\u007f-\\u009f]'
                or length(company) not between 1 and 200 or company ~ '[\\u0001-\\u001f\\u007f-\\u009f]'
                or status not in ('lead', 'active', 'inactive', 'churned')
                or country !~ '^[A-Z]{2}$' or country in ('ZZ', 'XX', 'AA')
                or length(notes) not between 1 and 10000 or notes ~ '[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f]'
                or version < 1 or updated_at < created_at
            union all
            select 'customers ' || lower(email) from customers group by lower(email) having count(*) > 1
            union all
            select 'order ' || id || ': ' || status || ', ' || amount_cents
              from orders
             where status not in ('pending', 'paid', 'refunded', 'cancelled')
                or amount_cents < 0 or version < 1 or updated_at < placed_at
                or not exists (select from customers where customers.id = customer_id)
            """;

    private final DataSource source;
    private Map<String, List<UUID>> ids = Map.of();

    StoredRows(DataSource source) {
        this.source = source;
    }

    /// The ids of a few stored rows, by table.
    Map<String, List<UUID>> ids() {
        return ids;
    }

    Map<String, List<UUID>> refresh() throws SQLException {
        ids = Map.of("customers", newest("customers"), "orders", newest("orders"));
        return ids;
    }

    private List<UUID> newest(String table) throws SQLException {
        return list("select id::text from %s order by id desc limit 5".formatted(table)).stream()
                .map(UUID::fromString)
                .toList();
    }

    /// The rows that break a rule.
    List<String> faults() throws SQLException {
        return list(FAULTS);
    }

    private List<String> list(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
