package dev.lifeguard.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.SlowNetwork;
import dev.lifeguard.pool.Queries;
import dev.lifeguard.pool.RealPool;
import dev.lifeguard.pool.RealPool.Settings;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionOpenerTest {
    private static final String SERVER = System.getProperty("database.url");
    private static final Duration ONE_WAY = Duration.ofMillis(25);

    private SlowNetwork network;

    @BeforeEach
    void addDistance() throws Exception {
        network = SlowNetwork.to(SERVER, ONE_WAY);
    }

    @AfterEach
    void removeDistance() {
        network.close();
    }

    @Test
    void tenConnectionsAreOpenedAtTheSameTime() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(10);
        try (RealPool pool = new RealPool(Settings.of("cold-ten", 10), network.url())) {
            List<CompletableFuture<Integer>> units;
            try (SlowNetwork.Blockage closed = network.block()) {
                units = IntStream.range(0, 10)
                        .mapToObj(
                                i -> pool.gate.run(connection -> meet(barrier)).subscribeAsCompletionStage())
                        .toList();
                await().until(() -> network.open() == 10);
            }
            units.forEach(CompletableFuture::join);
        }
        assertThat(network.mostOpen()).isEqualTo(10);
        await().until(() -> openOnTheServer("cold-ten") == 0 && network.open() == 0);
    }

    @Test
    void moreBorrowersThanTheMaximumOpenOnlyTheMaximum() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("six-on-three", 3), network.url())) {
            List<CompletableFuture<Void>> borrowers = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> borrowAndReturn(pool.connections), ownThread()))
                    .toList();
            borrowers.forEach(CompletableFuture::join);
            assertThat(network.mostOpen()).isEqualTo(3);
            assertThat(openOnTheServer("six-on-three")).isEqualTo(3);
        }
    }

    @Test
    void aBurstNeverOpensMoreThanTheMaximum() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("burst", 4), network.url())) {
            List<CompletableFuture<Integer>> units = units(pool, 20);
            units.forEach(CompletableFuture::join);
            assertThat(network.mostOpen()).isEqualTo(4);
        }
        await().until(() -> openOnTheServer("burst") == 0);
    }

    @Test
    void aPoolThatGrowsOpensNoMoreThanItsMaximum() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("growing", 3), network.url())) {
            units(pool, 3).forEach(CompletableFuture::join);
            List<CompletableFuture<Integer>> units = units(pool, 24);
            pool.dataSource.getConfiguration().connectionPoolConfiguration().setMaxSize(8);
            pool.gate.resize(8);
            units.forEach(CompletableFuture::join);
            assertThat(network.mostOpen()).isBetween(4, 8);
        }
    }

    @Test
    void aConnectionThatAgroalDoesNotAskForIsClosed() throws Exception {
        Settings atLeastThree = new Settings("not-taken", 3, 5, Duration.ofSeconds(30), 100, Duration.ofSeconds(30));
        try (RealPool pool = new RealPool(atLeastThree, network.url())) {
            pool.dataSource.getConnection().close();
            await().until(() -> network.open() == 3);
            await().until(() -> network.open() == 1 && openOnTheServer("not-taken") == 1);
            assertThat(network.mostOpen()).isEqualTo(3);
        }
    }

    @Test
    void aPoolThatClosesWhileItOpensLeavesNoConnection() throws Exception {
        RealPool pool = new RealPool(Settings.of("closing-early", 5), network.url());
        List<CompletableFuture<Integer>> units = units(pool, 5);
        await().until(() -> network.mostOpen() > 1);
        pool.dataSource.close();
        pool.close();
        assertThat(units).allMatch(CompletableFuture::isCompletedExceptionally);
        await().until(() -> network.open() == 0 && openOnTheServer("closing-early") == 0);
    }

    @Test
    void ifTheServerRefusesSomeConnectionsTheOthersServeAll() throws Exception {
        try (Role three = new Role("three_at_most", 3);
                RealPool pool = new RealPool(Settings.of("three-at-most", 10), three.url())) {
            List<CompletableFuture<Integer>> units = units(pool, 10);
            assertThat(units).allSatisfy(unit -> assertThat(unit.join()).isEqualTo(1));
            assertThat(openOnTheServer("three-at-most")).isEqualTo(3);
        }
    }

    @Test
    void ifTheServerRefusesEveryConnectionTheRequestGetsTheReason() throws Exception {
        try (Role none = new Role("none_at_all", 0);
                RealPool pool = new RealPool(Settings.of("none-at-all", 3), none.url())) {
            assertThat(units(pool, 3))
                    .allSatisfy(unit -> assertThatThrownBy(unit::join)
                            .isInstanceOf(CompletionException.class)
                            .satisfies(e -> assertThat(SqlState.of(e)).contains("53300")));
            assertThat(pool.counts.waiting()).isZero();
        }
    }

    @Test
    void aConnectionBeginsWithTheFirstStatement() throws Exception {
        try (Connection connection = new PoolDriver().connect(jdbcUrl(), login("set statement_timeout = 4321"));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("show statement_timeout")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("4321ms");
        }
    }

    @Test
    void aConnectionWhoseFirstStatementFailsIsClosed() throws Exception {
        assertThatThrownBy(() -> new PoolDriver().connect(jdbcUrl(), login("select 1 / 0")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("division by zero");
        await().until(() -> openOnTheServer("first-statement") == 0);
    }

    private static int meet(CyclicBarrier barrier) throws SQLException {
        try {
            return barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new SQLException(e);
        }
    }

    private static void borrowAndReturn(ConnectionSource source) {
        try {
            Connection connection = source.borrow();
            Queries.slow(connection);
            source.giveBack(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Executor ownThread() {
        return task -> Thread.ofPlatform().start(task);
    }

    private static List<CompletableFuture<Integer>> units(RealPool pool, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pool.gate
                        .run(connection -> Queries.number(connection, "select 1 from pg_sleep(0.2)"))
                        .subscribeAsCompletionStage())
                .toList();
    }

    private static int openOnTheServer(String name) throws SQLException {
        try (Connection connection = direct()) {
            return Queries.number(
                    connection, "select count(*) from pg_stat_activity where application_name = '%s'".formatted(name));
        }
    }

    private static Connection direct() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), login(null));
    }

    private static Properties login(String firstStatement) {
        String[] login = URI.create(SERVER).getUserInfo().split(":", 2);
        Properties options = new Properties();
        options.put("user", login[0]);
        options.put("password", login[1]);
        if (firstStatement != null) {
            options.put("ApplicationName", "first-statement");
            options.put(PoolDriver.FIRST_STATEMENT, firstStatement);
        }
        return options;
    }

    private static String jdbcUrl() {
        URI server = URI.create(SERVER);
        return "jdbc:postgresql://%s:%d%s".formatted(server.getHost(), server.getPort(), server.getPath());
    }

    /// A role with a limit on its connections.
    private record Role(String name, int connections) implements AutoCloseable {
        Role {
            execute("create role %s login password 'word' connection limit %d".formatted(name, connections));
        }

        String url() {
            URI server = URI.create(SERVER);
            return "postgresql://%s:word@%s:%d%s".formatted(name, server.getHost(), server.getPort(), server.getPath());
        }

        @Override
        public void close() {
            await().ignoreExceptions().untilAsserted(() -> execute("drop role " + name));
        }

        private static void execute(String sql) {
            try (Connection connection = direct();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
