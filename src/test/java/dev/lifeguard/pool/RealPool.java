package dev.lifeguard.pool;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.PoolDriver;
import dev.lifeguard.history.Peaks;
import dev.lifeguard.history.Timings;
import dev.lifeguard.work.Request;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The gate in front of a real pool on a real database, assembled without a container.
public final class RealPool implements AutoCloseable {
    public final AgroalDataSource dataSource;
    public final PoolCounts counts;
    public final Gate gate;
    public final Peaks peaks = new Peaks();
    public final Timings timings = new Timings();
    public final Ledger ledger;
    public final ConnectionSource connections;
    private final PoolSettings settings;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    public RealPool(Settings settings) throws SQLException {
        this(settings, System.getProperty("database.url"));
    }

    public RealPool(Settings settings, String url) throws SQLException {
        this(settings, url, new Pace());
    }

    RealPool(Settings settings, String url, Pace pace) throws SQLException {
        this.settings = settings;
        dataSource = dataSource(settings, url);
        counts = new PoolCounts(peaks);
        connections = new ConnectionSource(dataSource);
        gate = gate(settings, pace);
        ledger = new Ledger(gate, counts, settings);
        gate.open();
        clock.scheduleWithFixedDelay(gate::tick, 5, 5, TimeUnit.MILLISECONDS);
    }

    /// Runs a unit of work for a request.
    public <T> Uni<T> run(Request request, UnitOfWork<T> work) {
        return gate.run(() -> request, work);
    }

    public int waiting() {
        return counts.waiting();
    }

    /// Creates a role that may have only so many connections.
    ///
    /// @return the address of the database with that role
    public static String roleThatMayHave(int most) throws SQLException {
        URI address = URI.create(System.getProperty("database.url"));
        String[] login = address.getUserInfo().split(":", 2);
        String role = "limited_" + most;
        String jdbc = "jdbc:postgresql://%s:%d%s".formatted(address.getHost(), address.getPort(), address.getPath());
        try (Connection connection = DriverManager.getConnection(jdbc, login[0], login[1]);
                Statement statement = connection.createStatement()) {
            statement.execute("drop role if exists " + role);
            statement.execute("create role %s login password 'limited' connection limit %d".formatted(role, most));
        }
        return "postgresql://%s:limited@%s:%d%s"
                .formatted(role, address.getHost(), address.getPort(), address.getPath());
    }

    /// How many connections the gate leases at most.
    public int maxConnections() {
        return gate.maxConnections();
    }

    int peakInUse() {
        return peaks.peaks(Instant.now()).sinceStart();
    }

    /// Another gate in front of the same pool.
    Gate gate(PoolSettings settings) {
        return gate(settings, new Pace());
    }

    private Gate gate(PoolSettings settings, Pace pace) {
        return new Gate(connections, settings, counts, timings, pace);
    }

    @Override
    public void close() throws InterruptedException {
        gate.close(new ShutdownEvent());
        clock.shutdownNow();
        dataSource.close();
    }

    private static AgroalDataSource dataSource(Settings settings, String url) throws SQLException {
        URI address = URI.create(url);
        String[] login = address.getUserInfo().split(":", 2);
        Properties options = new Properties();
        options.put("ApplicationName", settings.name());
        options.put("connectTimeout", "20");
        options.put("loginTimeout", "20");
        options.put("socketTimeout", "30");
        options.put(PoolDriver.FIRST_STATEMENT, "set statement_timeout = 60000");
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier().metricsEnabled();
        supplier.connectionPoolConfiguration()
                .minSize(settings.minConnections())
                .maxSize(settings.maxConnections())
                .acquisitionTimeout(settings.acquireTimeout())
                .idleValidationTimeout(Duration.ofMillis(500))
                .exceptionSorter(new PostgreSQLExceptionSorter())
                .connectionFactoryConfiguration()
                .connectionProviderClass(PoolDriver.class)
                .jdbcUrl("jdbc:postgresql://%s:%d%s".formatted(address.getHost(), address.getPort(), address.getPath()))
                .principal(new NamePrincipal(login[0]))
                .credential(new SimplePassword(login[1]));
        options.forEach((name, value) -> supplier.connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .jdbcProperty(name.toString(), value.toString()));
        return AgroalDataSource.from(supplier);
    }

    /// The settings of a test pool. Requests may wait long, as a machine may stall for seconds; a test
    /// of timeouts sets a short time.
    ///
    /// @param name the name that `pg_stat_activity` shows for these connections
    public record Settings(
            String name,
            int minConnections,
            int maxConnections,
            Duration acquireTimeout,
            int maxWaiting,
            Duration leakAfter)
            implements PoolSettings {
        public static Settings of(String name, int maxConnections) {
            return new Settings(name, 0, maxConnections, Duration.ofSeconds(30), 2000, Duration.ofSeconds(30));
        }

        public Settings acquireWithin(Duration time) {
            return new Settings(name, minConnections, maxConnections, time, maxWaiting, leakAfter);
        }

        public Settings maxWaiting(int most) {
            return new Settings(name, minConnections, maxConnections, acquireTimeout, most, leakAfter);
        }

        public Settings leakAfter(Duration time) {
            return new Settings(name, minConnections, maxConnections, acquireTimeout, maxWaiting, time);
        }

        @Override
        public String interactiveShare() {
            return "50-100";
        }

        @Override
        public String dashboardsShare() {
            return "20-50";
        }

        @Override
        public String bulkShare() {
            return "10-25";
        }
    }
}
