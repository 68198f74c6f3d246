package dev.lifeguard.connections;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/// The few connections beside the pool, through which the service looks at the database while the pool is exhausted.
///
/// Safe for use by several threads.
@ApplicationScoped
public class OpsConnections {
    private final AgroalDataSource dataSource;

    public OpsConnections(@DataSource("ops") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Borrows a connection; closing it gives it back.
    public Connection borrow() throws SQLException {
        return dataSource.getConnection();
    }

    /// How many there may be.
    public int max() {
        return dataSource.getConfiguration().connectionPoolConfiguration().maxSize();
    }
}
