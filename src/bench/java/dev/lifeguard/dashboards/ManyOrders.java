package dev.lifeguard.dashboards;

import dev.lifeguard.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// A database with a given number of orders, spread evenly over the two years before today, and a
/// hundredth as many customers. Seven in ten orders are paid.
record ManyOrders(String url, int orders) {
    static ManyOrders fill(PostgresServer server, int orders) throws SQLException {
        String name = "orders_" + orders;
        server.execute("create database " + name + " owner lifeguard");
        String url = "jdbc:postgresql://127.0.0.1:%d/%s?user=lifeguard".formatted(server.port(), name);
        Flyway.configure().dataSource(url, "lifeguard", "").load().migrate();
        ManyOrders filled = new ManyOrders(url, orders);
        try (Connection connection = filled.connect();
                Statement statement = connection.createStatement()) {
            fill(statement, orders);
        }
        return filled;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /// Inserts the rows with triggers switched off, then creates the indexes and rebuilds the roll-ups.
    private static void fill(Statement statement, int orders) throws SQLException {
        statement.execute("set session_replication_role = replica");
        statement.execute("set maintenance_work_mem = '512MB'");
        statement.execute("alter table orders drop constraint orders_id_key");
        statement.execute("drop index orders_of_customer");
        statement.execute("""
                insert into customers (id, name, email, status, country, created_at)
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Customer ' || n, n || '@example.com',
                       (array['lead', 'active', 'inactive', 'churned'])[1 + n %% 4],
                       (array['TR', 'DE', 'FR', null])[1 + n / 4 %% 4], now() - random() * interval '730 days'
                  from generate_series(1, %d) as n
                """.formatted(orders / 100));
        statement.execute("""
                insert into orders (id, customer_id, status, amount_cents, placed_at)
                select gen_random_uuid(),
                       ('00000000-0000-7000-8000-' || lpad((1 + n * 7919::bigint %% %d)::text, 12, '0'))::uuid,
                       (array['paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'pending', 'refunded', 'cancelled']
                       )[1 + n %% 10], 100 + (random() * 20000)::int, now() - random() * interval '730 days'
                  from generate_series(1, %d) as n
                """.formatted(orders / 100, orders));
        statement.execute("alter table orders add constraint orders_id_key primary key (id)");
        statement.execute("create index orders_of_customer on orders (customer_id, placed_at desc, id desc)");
        statement.execute("insert into customer_status_changes select id, status, created_at from customers"
                + " where status in ('active', 'churned')");
        statement.execute("select rebuild_rollups()");
        statement.execute("vacuum analyze");
        statement.execute("checkpoint");
    }
}
