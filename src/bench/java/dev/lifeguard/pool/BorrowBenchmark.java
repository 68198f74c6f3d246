package dev.lifeguard.pool;

import dev.lifeguard.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/// What the gate costs: a unit of work that does nothing, through the gate and without it. `agroal` borrows and
/// returns on the thread that asks; `handOver` does so on another thread, and answers back: the least that a gate
/// with threads of its own can cost. The figure that counts is the CPU of `gate` above that of `handOver`.
///
/// Whoever borrows on the thread that asks needs as many connections as there are clients: Agroal's own queue lets
/// some of 64 wait for seconds while others borrow again and again.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
@State(Scope.Benchmark)
public class BorrowBenchmark {
    private static final int[] CLIENTS = {1, 8, 64};
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Param("10")
    public int connections;

    private PostgresServer server;
    private RealPool pool;
    private RealPool largePool;
    private final LinkedTransferQueue<Answer> asked = new LinkedTransferQueue<>();

    /// Runs all three for 1, 8 and 64 clients, or for as many as `-t` says, and prints them side by side.
    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = Jmh.run(BorrowBenchmark.class, arguments, CLIENTS);
        System.out.println(Jmh.table(results, "agroal", "handOver", "gate"));
    }

    @Setup
    public void start(BenchmarkParams parameters) throws SQLException {
        server = ServerForOneRun.start();
        pool = pool(connections);
        largePool = pool(Math.max(connections, parameters.getThreads()));
        gate(); // alone, as Mutiny's own start cannot stand 64 threads at once
        int threads = Math.min(parameters.getThreads(), connections);
        IntStream.range(0, threads)
                .forEach(number ->
                        Thread.ofPlatform().daemon().name("other-" + number).start(this::serve));
    }

    @TearDown
    public void stop() throws InterruptedException {
        pool.close();
        largePool.close();
        server.close();
    }

    @Benchmark
    public int agroal() throws SQLException {
        return borrowAndReturn(largePool);
    }

    @Benchmark
    public void handOver() {
        Answer answer = new Answer();
        asked.put(answer);
        answer.await();
    }

    @Benchmark
    public void gate() {
        Answer answer = new Answer();
        pool.gate.run(BorrowBenchmark::nothing).subscribe().with(value -> answer.come(), answer::fail);
        answer.await();
    }

    private RealPool pool(int size) throws SQLException {
        return new RealPool(RealPool.Settings.of("bench", size).acquireWithin(PATIENCE), server.url());
    }

    private void serve() {
        try {
            while (true) {
                Answer answer = asked.take();
                borrowAndReturn(pool);
                answer.come();
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int borrowAndReturn(RealPool from) throws SQLException {
        try (Connection connection = from.dataSource.getConnection()) {
            return nothing(connection);
        }
    }

    private static int nothing(Connection connection) {
        return System.identityHashCode(connection);
    }
}
