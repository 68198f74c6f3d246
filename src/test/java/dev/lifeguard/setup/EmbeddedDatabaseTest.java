package dev.lifeguard.setup;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each test uses a copy of a folder that one start has created and that was shut down cleanly.
class EmbeddedDatabaseTest {
    @TempDir
    private static Path prepared;

    @TempDir
    private Path temp;

    private final List<Process> started = new ArrayList<>();
    private Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(prepared.resolve("data"))) {
            execute(database.url(), "create table kept (line text)");
        }
    }

    @BeforeEach
    void copy() throws Exception {
        folder = temp.resolve("data");
        run("cp", "-a", prepared.resolve("data").toString(), folder.toString());
    }

    @AfterEach
    void stopProcesses() throws IOException {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join());
        LeftoverServer.stop(folder.resolve("postgres"));
    }

    @Test
    void committedDataIsDurable() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                Connection connection = connect(database.url())) {
            for (String durable : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(Connections.query(connection, "show " + durable))
                        .as(durable)
                        .isEqualTo("on");
            }
        }
    }

    @Test
    void onlyThisMachineCanConnectAndOnlyWithThePassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                Connection connection = connect(database.url())) {
            assertThat(Connections.query(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
            String password = Files.readString(folder.resolve("database.password"));
            String wrong = database.url().replace(password, "wrong");
            for (String url : List.of(wrong, wrong.replace("lifeguard:wrong", "postgres:wrong"))) {
                assertThatThrownBy(() -> connect(url))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            }
        }
    }

    @Test
    void theServiceOwnsItsDatabaseAndNothingElse() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                Connection connection = connect(database.url())) {
            assertThat(Connections.query(connection, """
                    select concat_ws(' ', rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls)
                    from pg_roles where rolname = current_user""")).isEqualTo("lifeguard f f f f f");
            assertThat(Connections.query(connection, """
                    select string_agg(datname, ' ') from pg_database join pg_roles r on r.oid = datdba
                    where rolname = current_user""")).isEqualTo("lifeguard");
        }
    }

    @Test
    void onlyTheOwnerCanReadTheFolderAndTheSecretsInIt() throws Exception {
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("postgres"))).isEqualTo("rwx------");
        for (String secret : List.of("postgres.password", "database.password")) {
            assertThat(permissions(folder.resolve(secret))).as(secret).isEqualTo("rw-------");
            assertThat(Files.readString(folder.resolve(secret))).hasSizeGreaterThan(40);
        }
    }

    @Test
    void anEmptySecretFileGetsANewSecret() throws Exception {
        Path file = Files.createFile(temp.resolve("auth.secret"));

        String secret = PrivateFiles.secret(file);

        assertThat(secret).hasSizeGreaterThan(40).isEqualTo(PrivateFiles.secret(file));
    }

    @Test
    void dataSurvivesARestart() throws Exception {
        String first;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            first = database.url();
            execute(first, "insert into kept values ('a line')");
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(kept(database.url())).isEqualTo("1");
            assertThat(password(database.url())).isEqualTo(password(first));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONT", "STOP"})
    void theServerOfAKilledServiceIsStoppedAndNothingIsLost(String signal) throws Exception {
        Process service = service(folder);
        String url = firstLine(service);
        execute(url, "insert into kept values ('a line')");
        ProcessHandle server = ProcessHandle.of(
                        LeftoverServer.pid(folder.resolve("postgres")).orElseThrow())
                .orElseThrow();
        service.destroyForcibly().onExit().join();
        assertThat(server.isAlive()).isTrue();
        for (ProcessHandle process :
                Stream.concat(Stream.of(server), server.descendants()).toList()) {
            run("kill", "-" + signal, Long.toString(process.pid()));
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(server.isAlive()).isFalse();
            assertThat(kept(database.url())).isEqualTo("1");
        }
    }

    @Test
    void aPidFileOfADeadProcessDoesNotBlockTheStart() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.onExit().join();
        writePid(dead.pid());

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(kept(database.url())).isEqualTo("0");
        }
    }

    @Test
    void aPidFileOfAnUnrelatedProcessDoesNotBlockTheStartAndTheProcessLives() throws Exception {
        Process other = keep(new ProcessBuilder("sleep", "600").start());
        writePid(other.pid());

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(kept(database.url())).isEqualTo("0");
            assertThat(other.isAlive()).isTrue();
        }
    }

    @Test
    void theServerOfAnotherFolderIsNotStopped() throws Exception {
        Path other = temp.resolve("other");
        run("cp", "-a", folder.toString(), other.toString());
        try (EmbeddedDatabase neighbour = EmbeddedDatabase.start(other)) {
            writePid(neighbour.pid());

            try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
                assertThat(kept(database.url())).isEqualTo("0");
                assertThat(kept(neighbour.url())).isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no number\n"})
    void aPidFileWithoutANumberHasNoProcess(String text) throws Exception {
        Files.writeString(folder.resolve("postgres/postmaster.pid"), text);

        assertThat(LeftoverServer.pid(folder.resolve("postgres"))).isEmpty();
    }

    @Test
    void anEmptyPidFileDoesNotBlockTheStart() throws Exception {
        Files.createFile(folder.resolve("postgres/postmaster.pid"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(kept(database.url())).isEqualTo("0");
        }
    }

    @Test
    void aSecondStartOnTheSameFolderFailsAtOnceWithOneSentence() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Process second = service(folder);

            assertThat(second.waitFor(20, SECONDS)).isTrue();
            assertThat(firstLine(second))
                    .isEqualTo("another Lifeguard is running on %s: stop it, or start this one in another folder"
                            .formatted(folder));
            assertThat(kept(database.url())).isEqualTo("0");
        }
    }

    @Test
    void aFirstStartThatIsKilledHalfWayDoesNotBlockTheNext() throws Exception {
        Path fresh = temp.resolve("fresh");
        Process first = service(fresh);
        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(2))
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> isHalfCreated(fresh));
        first.destroyForcibly().onExit().join();
        assertThat(fresh.resolve("postgres")).doesNotExist();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(fresh)) {
            execute(database.url(), "create table kept (line text)");
            assertThat(kept(database.url())).isEqualTo("0");
        }
    }

    @Test
    void theRemainsOfAKilledFirstStartAreRemovedAndTheDataIsKept() throws Exception {
        Path leftover = Files.createDirectories(folder.resolve("postgres.unfinished-1/global"));
        Files.createFile(leftover.resolve("pg_control"));
        Files.createFile(leftover.resolveSibling("postgresql.conf"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(kept(database.url())).isEqualTo("0");
        }
        assertThat(leftover.getParent()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PG_VERSION", "postgresql.conf", "global/pg_control"})
    void damagedDataIsNotChanged(String part) throws Exception {
        Files.delete(folder.resolve("postgres").resolve(part));

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "%s/postgres is not a complete PostgreSQL data folder, %s is missing: restore a copy, or move the folder away",
                        folder, part);
        assertThat(folder.resolve("postgres/base")).isNotEmptyDirectory();
    }

    private static boolean isHalfCreated(Path fresh) throws IOException {
        if (!Files.isDirectory(fresh)) {
            return false;
        }
        try (var unfinished = Files.newDirectoryStream(fresh, "postgres.unfinished-*")) {
            for (Path data : unfinished) {
                return Files.exists(data.resolve("postgresql.conf"));
            }
        }
        return false;
    }

    private void writePid(long pid) throws IOException {
        Files.write(
                folder.resolve("postgres/postmaster.pid"),
                List.of(
                        Long.toString(pid),
                        folder.resolve("postgres").toString(),
                        "1700000000",
                        "5432",
                        "",
                        "127.0.0.1",
                        "",
                        "ready"));
    }

    private Process service(Path place) throws IOException {
        return keep(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedService.class.getName(),
                        place.toString())
                .redirectError(temp.resolve("errors").toFile())
                .start());
    }

    private Process keep(Process process) {
        started.add(process);
        return process;
    }

    private static String firstLine(Process service) throws IOException {
        BufferedReader lines = service.inputReader();
        String line = lines.readLine();
        while (line != null && !line.startsWith("postgresql://") && !line.startsWith("another")) {
            line = lines.readLine();
        }
        return line;
    }

    private static String kept(String url) throws SQLException {
        try (Connection connection = connect(url)) {
            return Connections.query(connection, "select count(*) from kept");
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String text) throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(text);
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }

    private static String password(String url) {
        return DatabaseUrl.parse(url).password();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
