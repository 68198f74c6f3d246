package dev.lifeguard.connections;

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

/// Opens connections that do not come from the pool: same address, same options, a new connection each time. For
/// migrations, and to tell whether the pool or the database is at fault.
@ApplicationScoped
public class DirectConnection {
    private final AgroalDataSource pool;

    DirectConnection(AgroalDataSource pool) {
        this.pool = pool;
    }

    /// A data source without a pool.
    ///
    /// @param purpose part of the name that `pg_stat_activity` shows
    /// @param silence after how long without an answer a connection counts as lost; zero for never
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
