package dev.lifeguard.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code mvnw} on a computer made up of scripts, so that no JDK, Maven or network of this one matters. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvnw is for a POSIX shell")
class MvnwTest {
    private static final String TOOLS = "cp gzip ls mkdir mktemp mv openssl rm sed sha512sum shasum sleep tar wc";

    /** Comes with each made-up Maven: tells which one was run, with which JDK and which arguments. */
    private static final String MAVEN = """
            [ "$1" != -v ] || { echo 'Apache Maven %1$s'; exit; }
            echo "Maven %1$s, ${JAVA_HOME##*/}$(printf ', %%s' "$@")"
            """;

    @TempDir
    private Path temp;

    private Path computer;
    private Path store;

    @BeforeEach
    void aComputerWithoutJavaAndMaven() throws Exception {
        computer = temp.resolve("a computer");
        store = computer.resolve("home/.m2/wrapper/lifeguard");
        Files.createDirectories(computer.resolve("home"));
        for (var tool : TOOLS.split(" ")) {
            for (var folder : System.getenv("PATH").split(File.pathSeparator)) {
                if (Files.isExecutable(Path.of(folder, tool))) {
                    script("bin/" + tool, "exec '" + Path.of(folder, tool) + "' \"$@\"");
                }
            }
        }

        script("apache-maven-3.9.16/bin/mvn", MAVEN.formatted("3.9.16"));
        var tar = new ProcessBuilder("tar", "-czf", "archive", "apache-maven-3.9.16").directory(computer.toFile());
        assertThat(tar.start().waitFor()).isZero();

        // mvnw as it is, except that the Maven it trusts is the made-up one
        var sha512 = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(computer.resolve("archive")));
        var ours = Files.readString(Path.of("mvnw"));
        assertThat(ours).containsOnlyOnce("\nsha512=");
        script(
                "project/mvnw",
                ours.replaceFirst("(?<=\nsha512=).*", HexFormat.of().formatHex(sha512)));
        Files.createFile(computer.resolve("project/pom.xml"));
    }

    @Test
    void anOldJdkIsPassedOver() throws Exception {
        script("bin/mvn", MAVEN.formatted("3.9.9"));
        jdk("an old one", "21.0.4");
        jdk("the current one", "25.0.1");

        assertThat(run("an old one", "verify")).isEqualTo(new Result(0, "Maven 3.9.9, the current one, verify\n", ""));
    }

    @Test
    void withoutAJdkOneSentenceSaysSo() throws Exception {
        script("bin/mvn", MAVEN.formatted("3.9.9"));
        jdk("an old one", "24.0.2");

        assertThat(run("an old one", "verify"))
                .isEqualTo(
                        refusal("no JDK 25 or later was found: install one, or set JAVA_HOME to the folder of one."));
    }

    @Test
    void aNewEnoughMavenOnThePathIsUsedAsItIs() throws Exception {
        jdk("jdk", "25");

        for (var version : List.of("3.9.0", "3.10.1", "4.0.0-rc-5")) {
            script("bin/mvn", MAVEN.formatted(version));
            assertThat(run("jdk", "-Done=a b", "verify").out)
                    .isEqualTo("Maven " + version + ", jdk, -Done=a b, verify\n");
        }
        assertThat(store).doesNotExist();
    }

    @Test
    void anOldMavenFetchesTheNewOneOnce() throws Exception {
        jdk("jdk", "25");
        script("bin/mvn", """
                [ "$1" != -v ] || { echo 'Apache Maven 3.8.7'; exit; }
                for argument in "$@"; do
                  case $argument in
                    -Dartifact=*) [ "${argument#*=}" = org.apache.maven:apache-maven:3.9.16:tar.gz:bin ] || exit 1 ;;
                    -DoutputDirectory=*) cp "$HOME/../archive" "${argument#*=}/apache-maven-3.9.16-bin.tar.gz" ;;
                  esac
                done
                echo fetched >>"$HOME/fetches"
                """);

        for (var goal : List.of("validate", "verify")) {
            assertThat(run("jdk", goal)).isEqualTo(new Result(0, "Maven 3.9.16, jdk, " + goal + "\n", ""));
        }
        assertThat(computer.resolve("home/fetches")).hasContent("fetched");
    }

    @Test
    void aWrongChecksumIsRefusedAndNothingIsLeftBehind() throws Exception {
        jdk("jdk", "25");
        curl("echo tampered with >>\"$HOME/../archive\"");

        assertThat(run("jdk", "verify"))
                .isEqualTo(refusal("the downloaded Maven 3.9.16 has the wrong SHA-512 and was thrown away:"
                        + " install Maven 3.9 or later yourself."));
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void theJdkAloneFetchesMaven() throws Exception {
        realJdk("jdk");
        try (var repository = new Repository()) {
            assertThat(runWith(repository.url(), "jdk", "verify"))
                    .isEqualTo(new Result(0, "Maven 3.9.16, jdk, verify\n", ""));
        }
        try (var kept = Files.list(store)) {
            assertThat(kept).containsExactly(store.resolve("apache-maven-3.9.16"));
        }
    }

    @Test
    void whatIsNotThereIsNotTakenForMaven() throws Exception {
        realJdk("jdk");
        try (var repository = new Repository()) {
            assertThat(runWith(repository.url() + "nothing/here", "jdk", "verify"))
                    .isEqualTo(refusal("could not download Maven 3.9.16: install Maven 3.9 or later, or make this"
                            + " computer able to reach a Maven repository (MVNW_REPOURL names one)."));
        }
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void severalAtOnceDoNoHarm() throws Exception {
        jdk("jdk", "25");
        // None gets its download before all four have asked for it
        curl("""
                echo >"$HOME/asked.$$" && tries=0
                until [ $(ls "$HOME" | wc -l) -ge 4 ] || [ $tries -ge 200 ]; do sleep 0.1; tries=$((tries + 1)); done
                """);

        var all = new ArrayList<Process>();
        while (all.size() < 4) {
            all.add(start("jdk", "verify"));
        }

        for (var one : all) {
            assertThat(Result.of(one)).isEqualTo(new Result(0, "Maven 3.9.16, jdk, verify\n", ""));
        }
        try (var kept = Files.walk(store)) {
            assertThat(kept.map(file -> store.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "", "apache-maven-3.9.16", "apache-maven-3.9.16/bin", "apache-maven-3.9.16/bin/mvn");
        }
    }

    private void jdk(String name, String version) throws IOException {
        script("jdks/" + name + "/bin/java", "exit 1");
        script("jdks/" + name + "/bin/javac", "exit 1");
        Files.writeString(computer.resolve("jdks/" + name + "/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** The JDK of this run, which reaches nothing but this computer. */
    private void realJdk(String name) throws IOException {
        jdk(name, "25");
        script("jdks/" + name + "/bin/java", """
                case $* in *https:*) exit 1 ;; esac
                exec '%s/bin/java' "$@"
                """.formatted(System.getProperty("java.home")));
    }

    /** Hands out the archive where a Maven repository would have it. */
    private final class Repository implements AutoCloseable {
        private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);

        Repository() throws IOException {
            server.createContext("/", exchange -> {
                boolean there = exchange.getRequestURI()
                        .getPath()
                        .equals("/org/apache/maven/apache-maven/3.9.16/apache-maven-3.9.16-bin.tar.gz");
                byte[] answer = there ? Files.readAllBytes(computer.resolve("archive")) : "no".getBytes();
                exchange.sendResponseHeaders(there ? 200 : 404, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** A downloader that does {@code first}, then hands out the archive. */
    private void curl(String first) throws IOException {
        script("bin/curl", first + """

                while [ "$1" != -o ]; do shift; done
                case $3 in https://archive.apache.org/*) cp "$HOME/../archive" "$2" ;; *) exit 1 ;; esac
                """);
    }

    private void script(String name, String text) throws IOException {
        var file = computer.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result run(String jdk, String... arguments) throws Exception {
        return Result.of(start(jdk, arguments));
    }

    private Result runWith(String repository, String jdk, String argument) throws Exception {
        var mvnw = prepared(jdk, argument);
        mvnw.environment().put("MVNW_REPOURL", repository);
        return Result.of(mvnw.start());
    }

    private Process start(String jdk, String... arguments) throws IOException {
        return prepared(jdk, arguments).start();
    }

    private ProcessBuilder prepared(String jdk, String... arguments) {
        var command = Stream.concat(Stream.of("sh", "mvnw"), Stream.of(arguments));
        var mvnw = new ProcessBuilder(command.toList());
        mvnw.directory(computer.resolve("project").toFile());
        mvnw.environment().clear();
        mvnw.environment()
                .putAll(Map.of(
                        "PATH", computer + "/bin",
                        "HOME", computer + "/home",
                        "JAVA_HOME", computer + "/jdks/" + jdk,
                        "MVNW_JDK_FOLDERS", computer + "/jdks/*"));
        return mvnw;
    }

    private static Result refusal(String sentence) {
        return new Result(1, "", "mvnw: " + sentence + "\n");
    }

    private record Result(int exit, String out, String err) {
        static Result of(Process process) throws Exception {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Result(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes()),
                    new String(process.getErrorStream().readAllBytes()));
        }
    }
}
