package dev.lifeguard.customers;

import dev.lifeguard.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;

/// What indexes and roll-ups cost a writer. Customers are inserted by one statement, as an import does,
/// into a database that has more indexes with each step. The arguments are the number of customers
/// (100,000), and how often each step is repeated (5). The shortest time counts, as other load on the
/// machine can only add to it.
public final class CustomerInsertBenchmark {
    private static final Map<String, List<String>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("and what finds an address and the newest", List.of("customers_email_unique", "customers_newest"));
        STEPS.put(
                "and the other orders, a status, a country in the default order",
                List.of(
                        "customers_by_update",
                        "customers_by_name",
                        "customers_by_status",
                        "customers_by_status_and_update",
                        "customers_by_country_and_status"));
        STEPS.put(
                "and a country in the other orders",
                List.of("customers_by_country_and_update", "customers_by_country_and_name"));
        STEPS.put("and search", List.of("customers_search"));
    }

    private final PostgresServer server;
    private final int rows;
    private final int tries;

    private CustomerInsertBenchmark(PostgresServer server, int rows, int tries) {
        this.server = server;
        this.rows = rows;
        this.tries = tries;
    }

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int tries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        try (PostgresServer server = PostgresServer.start()) {
            server.with("shared_buffers", "512MB").with("max_wal_size", "4GB").restart();
            server.execute("create database lists owner lifeguard");
            String url = "jdbc:postgresql://127.0.0.1:%d/lists".formatted(server.port());
            Flyway.configure().dataSource(url, "lifeguard", "").load().migrate();
            new CustomerInsertBenchmark(server, rows, tries).measure();
        }
    }

    private void measure() throws SQLException {
        System.out.println("| Indexes | ms | µs a row |\n| --- | --: | --: |");
        StringBuilder missing = new StringBuilder("alter table customers disable trigger user");
        STEPS.values().stream()
                .flatMap(List::stream)
                .forEach(index -> missing.append("; drop index ").append(index));
        print("primary key", missing.toString());
        String rest = missing.toString();
        for (Map.Entry<String, List<String>> step : STEPS.entrySet()) {
            for (String index : step.getValue()) {
                rest = rest.replaceFirst("; drop index " + index + "(?=;|$)", "");
            }
            print(step.getKey(), rest);
        }
        print("and roll-ups", "");
    }

    private void print(String name, String preparation) throws SQLException {
        Duration least = Duration.ofDays(1);
        for (int i = 0; i < tries; i++) {
            Duration took = insert(preparation);
            least = took.compareTo(least) < 0 ? took : least;
        }
        System.out.println(String.format(
                Locale.ROOT, "| %s | %,d | %.1f |", name, least.toMillis(), least.toNanos() / 1e3 / rows));
    }

    private Duration insert(String preparation) throws SQLException {
        server.execute("drop database if exists tried");
        server.execute("create database tried owner lifeguard template lists");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/tried?user=lifeguard".formatted(server.port()));
                Statement statement = connection.createStatement()) {
            if (!preparation.isEmpty()) {
                statement.execute(preparation);
            }
            statement.execute("set work_mem = '64MB'");
            statement.execute("""
                    create temporary table incoming as
                    select ('01980000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid as id, 'Customer ' || n as name,
                           'customer.' || n || '@example.com' as email, '+90 555 ' || n as phone,
                           'Company ' || n %% 1000 as company,
                           repeat('met at the fair, wants to hear of everything that is new. ', 3) as notes
                      from generate_series(1, %d) as n
                    """.formatted(rows));
            statement.execute("checkpoint");
            long begun = System.nanoTime();
            statement.execute("""
                    insert into customers (id, name, email, phone, company, status, country, notes)
                    select id, name, email, phone, company, 'active', 'TR', notes
                      from incoming
                     order by lower(email) collate "C"
                    """);
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }
}
