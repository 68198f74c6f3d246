package dev.lifeguard.pool;

import java.util.concurrent.locks.LockSupport;

/// What one thread parks for until another has done something for it: the way back of a hand-over, as cheap as
/// it can be and the same for everybody who is compared.
final class Answer {
    private final Thread asking = Thread.currentThread();
    private volatile boolean here;
    private volatile Throwable failure;

    void come() {
        here = true;
        LockSupport.unpark(asking);
    }

    void fail(Throwable with) {
        failure = with;
        come();
    }

    void await() {
        while (!here) {
            LockSupport.park(this);
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }
}
