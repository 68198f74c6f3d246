package dev.lifeguard.pool;

import dev.lifeguard.pool.Delivery.Result;
import dev.lifeguard.work.CurrentRequest;
import dev.lifeguard.work.Request;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A unit of work for one request.
record SingleUnit<T>(PendingRequest<T> only, UnitOfWork<T> work) implements Waiter {
    @Override
    public Request request() {
        return only.request();
    }

    @Override
    public Stream<PendingRequest<?>> pending() {
        return Stream.<PendingRequest<?>>of(only).filter(PendingRequest::isWaiting);
    }

    @Override
    public boolean isAbandoned() {
        return !only.isWaiting();
    }

    @Override
    public long waitedNanos(long now) {
        return only.waitedNanos(now);
    }

    @Override
    public List<PendingRequest<?>> take() {
        return only.take() ? List.of(only) : List.of();
    }

    @Override
    public List<Result> run(Connection connection, Consumer<Throwable> onFailure) {
        try {
            T value = CurrentRequest.callFor(request(), () -> work.run(connection));
            return List.of(new Result(only, () -> only.complete(value)));
        } catch (Throwable e) { // also an Error: the request needs a result, and the connection has to go back
            onFailure.accept(e);
            return List.of(new Result(only, () -> only.fail(e)));
        }
    }
}
