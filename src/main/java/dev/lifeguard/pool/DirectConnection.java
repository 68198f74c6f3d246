package dev.lifeguard.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// The way to the database that does not lead through the pool: same address, same options, a new connection
/// each time. For migrations, and to tell whether it is the pool or the database that does not work.
@ApplicationScoped
public class DirectConnection {
    private final AgroalDataSource pool;

    DirectConnection(AgroalDataSource pool) {
        this.pool = pool;
    }

    /// A source of connections that are not pooled.
    ///
    /// @param purpose how the server's `pg_stat_activity` shall call them
    /// @param silence how long the server may say nothing before a connection counts as lost; zero for ever
    public DataSource source(String purpose, Duration silence) throws SQLException {
        AgroalConnectionFactoryConfiguration configuration =
                pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(configuration.jdbcUrl());
        for (Map.Entry<Object, Object> option : configuration.jdbcProperties().entrySet()) {
            if (!option.getKey().equals(PoolDriver.FIRST_STATEMENT)) {
                source.setProperty(option.getKey().toString(), option.getValue().toString());
            }
        }
        if (configuration.principal() instanceof NamePrincipal user) {
            source.setUser(user.getName());
        }
        for (Object credential : configuration.credentials()) {
            if (credential instanceof SimplePassword password) {
                source.setPassword(password.getWord());
            }
        }
        source.setApplicationName("lifeguard-" + purpose);
        source.setSocketTimeout((int) silence.toSeconds());
        return source;
    }
}
