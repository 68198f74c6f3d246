package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import dev.lifeguard.http.Lane;
import dev.lifeguard.pool.Delivery.Answer;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What waits in the queue: a unit of work for one client, or for several at once.
///
/// Safe for use by several threads.
sealed interface Waiter permits Single, Together.Group {
    /// Who asked first.
    Caller caller();

    default Lane lane() {
        return caller().lane();
    }

    /// Those who still wait, in no particular order.
    Stream<Client<?>> waiting();

    /// Whether all have gone, and nobody can join any more.
    boolean isAbandoned();

    /// How long the first has waited.
    long waitedNanos(long now);

    /// Takes it for a connection that is there: from now on nobody joins and nobody is timed out.
    ///
    /// @return who is to be served; empty if nobody is left
    List<Client<?>> lend();

    /// Does the work for those who were lent the connection.
    ///
    /// @return what to tell them, once the connection is back where it came from
    List<Answer> run(Connection connection, Consumer<Throwable> onFailure);
}
