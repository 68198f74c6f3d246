package dev.lifeguard.pool;

import dev.lifeguard.pool.Delivery.Result;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A unit of work in a queue, for one request or for several at once.
///
/// Safe for use by several threads.
sealed interface Waiter permits SingleUnit, BatchedRead.Batch {
    /// The first of its requests.
    Request request();

    default Lane lane() {
        return request().lane();
    }

    /// Its requests that still wait, in no particular order.
    Stream<PendingRequest<?>> pending();

    /// Whether no request waits for it any more, nor can join.
    boolean isAbandoned();

    /// How long its first request has waited.
    long waitedNanos(long now);

    /// Takes it out of the wait, as there is a connection for it: from now on no request joins and none times out.
    ///
    /// @return the requests that will be served; empty if none is left
    List<PendingRequest<?>> take();

    /// Does the work for the requests that were taken. Never throws: a failure becomes their result.
    ///
    /// @param onFailure is told of a failure
    /// @return their results, to be delivered once the connection has been given back
    List<Result> run(Connection connection, Consumer<Throwable> onFailure);
}
