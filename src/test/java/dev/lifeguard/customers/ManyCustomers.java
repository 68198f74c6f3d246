package dev.lifeguard.customers;

import dev.lifeguard.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// Many customers in a database of their own, chosen to be hard to list: the values that are filtered
/// correlate with the order, and are frequent, rare or absent. 200,000 customers, or as many as
/// `-Dcustomers.rows=1000000` says.
final class ManyCustomers implements AutoCloseable {
    static final int COUNT = Integer.getInteger("customers.rows", 200_000);

    private final PostgresServer server;

    private ManyCustomers(PostgresServer server) {
        this.server = server;
    }

    /// Creates the indexes after the rows, which is faster.
    static ManyCustomers load() throws SQLException {
        ManyCustomers many = new ManyCustomers(PostgresServer.start());
        many.migrate("1");
        try (Connection connection = many.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS.replace("{rows}", Integer.toString(COUNT)));
        }
        many.migrate("3");
        try (Connection connection = many.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze customers");
        }
        return many;
    }

    Connection connect() throws SQLException {
        return server.connect();
    }

    @Override
    public void close() {
        server.close();
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource("jdbc:" + server.url().replaceFirst("//.*@", "//"), "lifeguard", "not-a-secret")
                .initSql("set maintenance_work_mem = '256MB'")
                .target(version)
                .load()
                .migrate();
    }

    /// Created over two years; a third of them changed since. The oldest 5 % are churned, 100 are
    /// leads, none is inactive. The oldest 2 % are from Brazil, the newest 2 % from Japan, 50 from
    /// Iceland; 5 % are from China, with names at the end of the alphabet.
    private static final String ROWS = """
            insert into customers (id, name, email, company, status, country, created_at, updated_at)
            select lpad(to_hex(n), 32, '0')::uuid,
                   case when country = 'CN' then '王小明' || n % 1000
                        else initcap(substr(md5('given ' || n), 1, 3)) || (array['if', 'ep', 'et', 'ne', 'na', 'as', 'ie', 'el'])[1 + (hashint4(n) & 7)]
                             || ' ' || (array['Yılmaz', 'Kaya', 'Demir', 'Şahin', 'Müller', 'Smith', 'Brown', 'Silva'])[1 + (hashint4(n + 7) & 7)]
                             || ' ' || substr(md5('name ' || n), 1, 4) end,
                   substr(md5('email ' || n), 1, 6) || '.' || n || '@example.com',
                   case when n % 10 < 6 then 'Trade ' || n % 1000 || ' Logistics' end,
                   case when n <= {rows} / 20 then 'churned' when n % ({rows} / 100) = 0 then 'lead' else 'active' end,
                   country,
                   created_at,
                   case when n % 3 = 0 then created_at + (timestamptz '2026-01-01' - created_at) * (n::bigint * 7919 % 1000 / 1000.0)
                        else created_at end
              from (select n,
                           timestamptz '2024-01-01' + n * (interval '63000000 seconds' / {rows}) as created_at,
                           case when n <= {rows} / 50 then 'BR' when n > {rows} / 50 * 49 then 'JP' when n % 20 = 1 then 'CN'
                                when n % ({rows} / 50) = 2 then 'IS'
                                else (array['TR', 'TR', 'TR', 'DE', 'DE', 'US', 'GB', null])[1 + n % 8] end as country
                      from generate_series(1, {rows}) as n) as people
            """;
}
