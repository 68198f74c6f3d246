package dev.lifeguard.pool;

import java.util.concurrent.locks.LockSupport;

/// Lets one thread park until another thread has finished its work. It is as cheap as possible, and the
/// same for all benchmarks that are compared.
final class Completion {
    private final Thread waiting = Thread.currentThread();
    private volatile boolean done;
    private volatile Throwable failure;

    void complete() {
        done = true;
        LockSupport.unpark(waiting);
    }

    void fail(Throwable with) {
        failure = with;
        complete();
    }

    void await() {
        while (!done) {
            LockSupport.park(this);
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }
}
