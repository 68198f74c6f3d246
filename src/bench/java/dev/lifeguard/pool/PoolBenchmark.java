package dev.lifeguard.pool;

import dev.lifeguard.fixture.Certificate;
import dev.lifeguard.fixture.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;

/// Measures what a pool saves: `select 1` through the gate, and on a connection that is opened and
/// closed for it. The server requires TLS and a password (SCRAM), like any production server.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
@State(Scope.Benchmark)
public class PoolBenchmark {
    private static final int[] CLIENTS = {1, 8};

    @Param("10")
    public int connections;

    private PostgresServer server;
    private RealPool pool;
    private String address;
    private Properties login;

    /// Runs both with 1 and 8 clients, or with the number given by `-t`, and prints them side by side.
    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = Jmh.run(PoolBenchmark.class, arguments, CLIENTS);
        System.out.println(Jmh.table(results, "pooled", "newEachTime"));
    }

    @Setup
    public void start() throws Exception {
        server = BenchmarkServer.start();
        Certificate.make().writeTo(server.data());
        askForPasswords(server.data().resolve("pg_hba.conf"));
        server.with("ssl", "on").restart();
        URI url = URI.create(server.url());
        address = "jdbc:postgresql://%s:%d%s?sslmode=require".formatted(url.getHost(), url.getPort(), url.getPath());
        login = login(url.getUserInfo().split(":", 2)[1]);
        pool = new RealPool(RealPool.Settings.of("bench", connections), server.url());
        check();
    }

    @TearDown
    public void stop() throws InterruptedException {
        pool.close();
        server.close();
    }

    @Benchmark
    public void pooled() {
        Completion completion = new Completion();
        pool.gate
                .run(connection -> ask(connection, "select 1"))
                .subscribe()
                .with(value -> completion.complete(), completion::fail);
        completion.await();
    }

    @Benchmark
    public String newEachTime() throws SQLException {
        try (Connection connection = DriverManager.getConnection(address, login)) {
            return ask(connection, "select 1");
        }
    }

    /// Requires a password for the role of the benchmark. The embedded server trusts all local
    /// connections by default.
    private static void askForPasswords(Path rules) throws IOException {
        String rest = Files.readString(rules);
        Files.writeString(rules, "hostssl all lifeguard 127.0.0.1/32 scram-sha-256\n" + rest);
    }

    /// Fails if a connection uses no TLS or no password, because the figures would then be meaningless.
    private void check() throws SQLException {
        String encrypted = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
        try (Connection connection = pool.dataSource.getConnection()) {
            require(ask(connection, encrypted).equals("t"), "the pool does not use TLS");
        }
        try (Connection connection = DriverManager.getConnection(address, login("wrong"))) {
            require(false, "a wrong password got through to " + connection.getCatalog());
        } catch (SQLException e) {
            require("28P01".equals(e.getSQLState()), "the password was not what failed: " + e.getMessage());
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static Properties login(String password) {
        Properties login = new Properties();
        login.put("user", "lifeguard");
        login.put("password", password);
        return login;
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
