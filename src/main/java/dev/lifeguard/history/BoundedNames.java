package dev.lifeguard.history;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Something kept for each of a bounded number of names; those that come when it is full share one place, under
/// the name `other`.
///
/// Safe for use by several threads, without a lock for names that are known or come too late.
final class BoundedNames<T> {
    static final String OTHER = "other";

    private final int limit;
    private final Function<String, T> make;
    private final Map<String, T> byName = new ConcurrentHashMap<>();
    private volatile @Nullable T other;

    BoundedNames(int limit, Function<String, T> make) {
        this.limit = limit;
        this.make = make;
    }

    T of(String name) {
        T known = byName.get(name);
        if (known != null) {
            return known;
        }
        T shared = other;
        return shared != null ? shared : added(name);
    }

    List<T> all() {
        return List.copyOf(byName.values());
    }

    <R> List<R> each(BiFunction<String, T, R> function) {
        return byName.entrySet().stream()
                .map(entry -> function.apply(entry.getKey(), entry.getValue()))
                .toList();
    }

    private synchronized T added(String name) {
        if (byName.size() < limit || byName.containsKey(name)) {
            return byName.computeIfAbsent(name, make);
        }
        T shared = byName.computeIfAbsent(OTHER, make);
        other = shared;
        return shared;
    }
}
