package dev.lifeguard.pool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Submits units of work at random times, whether earlier ones are done or not. Each one keeps its
/// connection for a random time, during which the server sleeps.
///
/// Measured leases are a little longer than drawn ones, because of the round trip and because the
/// server sleeps for whole milliseconds. To reach an exact utilisation, measure the leases first.
final class OpenLoop {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Gate gate;
    private final Duration meanLease;
    private final LeaseTimes leaseTimes;
    private final RandomGenerator random;

    OpenLoop(Gate gate, Duration meanLease, LeaseTimes leaseTimes, RandomGenerator random) {
        this.gate = gate;
        this.meanLease = meanLease;
        this.leaseTimes = leaseTimes;
        this.random = random;
    }

    /// The measurements of arrivals after the warm-up.
    ///
    /// @param waits times from submitting a unit of work to its start
    /// @param gaps times between one arrival and the next
    /// @param took the time from the first of these arrivals to the last
    record Measured(Samples waits, Samples leases, Samples gaps, Duration took, int failed) {
        double perSecond() {
            return gaps.count() * 1e9 / took.toNanos();
        }
    }

    Measured run(Arrivals.Clock arrivals, Duration warmUp, Duration time, double perSecond)
            throws InterruptedException {
        int room = (int) (3 * perSecond * time.toMillis() / 1000) + 1000;
        Run run = new Run(new Samples(room), new Samples(room));
        Samples gaps = new Samples(room);
        long begin = System.nanoTime();
        long counting = begin + warmUp.toNanos();
        long end = counting + time.toNanos();
        long first = 0;
        long last = 0;
        double due = begin;
        while ((due += arrivals.next() * 1e9) < end) {
            parkUntil((long) due);
            long now = System.nanoTime();
            boolean counts = now >= counting;
            if (counts && first != 0) {
                gaps.add(now - last);
            }
            first = counts && first == 0 ? now : first;
            last = now;
            run.enter(leaseTimes.draw(meanLease, random), counts);
        }
        return new Measured(run.waits, run.leases, gaps, Duration.ofNanos(last - first), run.finish());
    }

    private static void parkUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private final class Run {
        private final Samples waits;
        private final Samples leases;
        private final AtomicInteger inside = new AtomicInteger(1);
        private final AtomicInteger failed = new AtomicInteger();
        private final CountDownLatch allDone = new CountDownLatch(1);

        Run(Samples waits, Samples leases) {
            this.waits = waits;
            this.leases = leases;
        }

        void enter(Duration lease, boolean counts) {
            inside.incrementAndGet();
            long submitted = System.nanoTime();
            gate.run(connection -> holdConnection(connection, lease, submitted, counts))
                    .subscribe()
                    .with(value -> leave(), failure -> {
                        failed.incrementAndGet();
                        leave();
                    });
        }

        private boolean holdConnection(Connection connection, Duration lease, long submitted, boolean counts)
                throws SQLException {
            long begun = System.nanoTime();
            try (PreparedStatement statement = connection.prepareStatement("select pg_sleep(?)")) {
                statement.setDouble(1, lease.toNanos() / 1e9);
                statement.execute();
            }
            if (counts) {
                waits.add(begun - submitted);
                leases.add(System.nanoTime() - begun);
            }
            return true;
        }

        private void leave() {
            if (inside.decrementAndGet() == 0) {
                allDone.countDown();
            }
        }

        int finish() throws InterruptedException {
            leave();
            if (!allDone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(inside.get() + " units of work have not been answered");
            }
            return failed.get();
        }
    }
}
