package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import dev.lifeguard.http.RequestId;
import dev.lifeguard.pool.Delivery.Answer;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A unit of work for one client.
record Single<T>(Client<T> client, Work<T> work) implements Waiter {
    @Override
    public Caller caller() {
        return client.caller();
    }

    @Override
    public Stream<Client<?>> waiting() {
        return Stream.<Client<?>>of(client).filter(Client::isWaiting);
    }

    @Override
    public boolean isAbandoned() {
        return !client.isWaiting();
    }

    @Override
    public long waitedNanos(long now) {
        return client.waitedNanos(now);
    }

    @Override
    public List<Client<?>> lend() {
        return client.lend() ? List.of(client) : List.of();
    }

    @Override
    public List<Answer> run(Connection connection, Consumer<Throwable> onFailure) {
        try {
            T value = RequestId.callAs(caller().requestId(), () -> work.run(connection));
            return List.of(new Answer(client, () -> client.complete(value)));
        } catch (Throwable e) { // also an Error: the client waits, and the connection has to go back
            onFailure.accept(e);
            return List.of(new Answer(client, () -> client.fail(e)));
        }
    }
}
