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

/// Measures what the gate costs: a unit of work that does nothing, with and without the gate. `agroal`
/// borrows and returns a connection on the calling thread. `handOver` does so on another thread and
/// signals back, which is the least that a gate with its own threads can cost. The figure that counts
/// is the CPU of `gate` above that of `handOver`.
///
/// `agroal` needs as many connections as there are clients: with fewer, some of 64 threads wait in
/// Agroal's queue for seconds while others borrow again and again.
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
    private final LinkedTransferQueue<Completion> asked = new LinkedTransferQueue<>();

    /// Runs all three with 1, 8 and 64 clients, or with the number given by `-t`, and prints them side
    /// by side.
    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = Jmh.run(BorrowBenchmark.class, arguments, CLIENTS);
        System.out.println(Jmh.table(results, "agroal", "handOver", "gate"));
    }

    @Setup
    public void start(BenchmarkParams parameters) throws SQLException {
        server = BenchmarkServer.start();
        pool = pool(connections);
        largePool = pool(Math.max(connections, parameters.getThreads()));
        gate(); // on one thread first: the initialisation of Mutiny is not safe with 64 threads
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
        Completion completion = new Completion();
        asked.put(completion);
        completion.await();
    }

    @Benchmark
    public void gate() {
        Completion completion = new Completion();
        pool.gate.run(BorrowBenchmark::nothing).subscribe().with(value -> completion.complete(), completion::fail);
        completion.await();
    }

    private RealPool pool(int size) throws SQLException {
        return new RealPool(RealPool.Settings.of("bench", size).acquireWithin(PATIENCE), server.url());
    }

    private void serve() {
        try {
            while (true) {
                Completion completion = asked.take();
                borrowAndReturn(pool);
                completion.complete();
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
