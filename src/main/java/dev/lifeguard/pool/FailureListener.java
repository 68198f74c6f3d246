package dev.lifeguard.pool;

/// Is told when a request does not get a connection. It runs on the thread that found out and must not block.
public interface FailureListener {
    /// The pool refused a request at once.
    void onRefusal();

    /// A request timed out while it waited.
    void onTimeout();

    /// Does nothing.
    FailureListener NONE = new FailureListener() {
        @Override
        public void onRefusal() {}

        @Override
        public void onTimeout() {}
    };
}
