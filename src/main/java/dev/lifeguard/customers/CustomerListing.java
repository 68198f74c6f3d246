package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All SQL that lists customers.
@ApplicationScoped
class CustomerListing {
    private final Database database;

    CustomerListing(Database database) {
        this.database = database;
    }

    Uni<List<Customer>> latest(CustomerFilter filter, int limit) {
        List<Condition> conditions = filter.conditions();
        String where = conditions.stream()
                .map(Condition::sql)
                .reduce((one, other) -> one + " and " + other)
                .map(all -> "where " + all)
                .orElse("");
        Sql sql = Sql.read("latest customers", """
            select id, name, email, phone, company, status, country, notes, created_at, updated_at, version
              from customers
             %s
             order by created_at desc, id desc
             limit ?
            """.formatted(where));
        List<Object> values = Stream.concat(conditions.stream().flatMap(it -> it.values().stream()), Stream.of(limit))
                .collect(Collectors.toList());
        return database.query(sql, CustomerStore::customer, values.toArray());
    }
}
