package dev.lifeguard.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.pool.Gate;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The driver of the pool, as the two data sources of the service use it.
@QuarkusTest
class PoolDriverTest {
    @Inject
    AgroalDataSource pool;

    @Inject
    @DataSource("ops")
    AgroalDataSource ops;

    @Inject
    Gate gate;

    @Test
    void thePoolUsesTheDriverAndTheExceptionSorterOfPostgresql() {
        AgroalConnectionPoolConfiguration configuration =
                pool.getConfiguration().connectionPoolConfiguration();
        assertThat(configuration.connectionFactoryConfiguration().connectionProviderClass())
                .isEqualTo(PoolDriver.class);
        assertThat(configuration.exceptionSorter()).isInstanceOf(PostgreSQLExceptionSorter.class);
    }

    @Test
    void theOpsDataSourceUsesThePlainDriver() {
        assertThat(ops.getConfiguration()
                        .connectionPoolConfiguration()
                        .connectionFactoryConfiguration()
                        .connectionProviderClass())
                .isEqualTo(org.postgresql.Driver.class);
    }

    @Test
    void bothHaveAStatementTimeout() throws Exception {
        String inThePool = gate.run(PoolDriverTest::statementTimeout).await().atMost(Duration.ofSeconds(60));
        assertThat(inThePool).isEqualTo("10s");
        try (Connection connection = ops.getConnection()) {
            assertThat(statementTimeout(connection)).isEqualTo("2s");
        }
    }

    private static String statementTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show statement_timeout")) {
            row.next();
            return row.getString(1);
        }
    }
}
