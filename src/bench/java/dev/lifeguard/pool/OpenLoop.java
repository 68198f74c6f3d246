package dev.lifeguard.pool;

import dev.lifeguard.metrics.Distribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Clients that come when they come, whether others have been answered or not. Each keeps a connection for a time
/// of its own, in which the server sleeps.
///
/// The holds that are measured are a little longer than those that are drawn: there is a round trip, and the server
/// sleeps whole milliseconds. Whoever needs a utilisation to be right has to measure the holds first.
final class OpenLoop {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Gate gate;
    private final Duration meanHold;
    private final Distribution spread;
    private final RandomGenerator random;

    OpenLoop(Gate gate, Duration meanHold, Distribution spread, RandomGenerator random) {
        this.gate = gate;
        this.meanHold = meanHold;
        this.spread = spread;
        this.random = random;
    }

    /// What was measured of those who came after the warm-up.
    ///
    /// @param waits from handing in a unit of work to its beginning
    /// @param gaps between one arrival and the next
    /// @param took from the first of these arrivals to the last
    record Measured(Seen waits, Seen holds, Seen gaps, Duration took, int failed) {
        double perSecond() {
            return gaps.count() * 1e9 / took.toNanos();
        }
    }

    Measured run(Arrivals.Clock arrivals, Duration warmUp, Duration time, double perSecond)
            throws InterruptedException {
        int room = (int) (3 * perSecond * time.toMillis() / 1000) + 1000;
        Run run = new Run(new Seen(room), new Seen(room));
        Seen gaps = new Seen(room);
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
            run.enter(spread.draw(meanHold, random), counts);
        }
        return new Measured(run.waits, run.holds, gaps, Duration.ofNanos(last - first), run.finish());
    }

    private static void parkUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private final class Run {
        private final Seen waits;
        private final Seen holds;
        private final AtomicInteger inside = new AtomicInteger(1);
        private final AtomicInteger failed = new AtomicInteger();
        private final CountDownLatch everybodyOut = new CountDownLatch(1);

        Run(Seen waits, Seen holds) {
            this.waits = waits;
            this.holds = holds;
        }

        void enter(Duration hold, boolean counts) {
            inside.incrementAndGet();
            long asked = System.nanoTime();
            gate.run(connection -> keep(connection, hold, asked, counts))
                    .subscribe()
                    .with(value -> leave(), failure -> {
                        failed.incrementAndGet();
                        leave();
                    });
        }

        private boolean keep(Connection connection, Duration hold, long asked, boolean counts) throws SQLException {
            long begun = System.nanoTime();
            try (PreparedStatement statement = connection.prepareStatement("select pg_sleep(?)")) {
                statement.setDouble(1, hold.toNanos() / 1e9);
                statement.execute();
            }
            if (counts) {
                waits.add(begun - asked);
                holds.add(System.nanoTime() - begun);
            }
            return true;
        }

        private void leave() {
            if (inside.decrementAndGet() == 0) {
                everybodyOut.countDown();
            }
        }

        int finish() throws InterruptedException {
            leave();
            if (!everybodyOut.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(inside.get() + " units of work have not been answered");
            }
            return failed.get();
        }
    }
}
