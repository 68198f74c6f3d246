package dev.lifeguard.customers;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// All SQL that lists customers.
@ApplicationScoped
class CustomerListing {
    private static final Sql LATEST = Sql.read("latest customers", """
            select id, name, email, phone, company, status, country, notes, created_at, updated_at, version
              from customers
             order by created_at desc, id desc
             limit ?
            """);

    private final Database database;

    CustomerListing(Database database) {
        this.database = database;
    }

    Uni<List<Customer>> latest(int limit) {
        return database.query(LATEST, CustomerStore::customer, limit);
    }
}
