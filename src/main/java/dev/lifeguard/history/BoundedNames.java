package dev.lifeguard.history;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps one value for each of a bounded number of names. Once that many are known, all further names
/// share one value, under the name `other`.
///
/// Safe for use by several threads. No lock is taken for a name that is known, or once the bound is
/// reached.
final class BoundedNames<T> {
    static final String OTHER = "other";

    private final int limit;
    private final Function<String, T> create;
    private final Map<String, T> byName = new ConcurrentHashMap<>();
    private volatile @Nullable T other;

    BoundedNames(int limit, Function<String, T> create) {
        this.limit = limit;
        this.create = create;
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
            return byName.computeIfAbsent(name, create);
        }
        T shared = byName.computeIfAbsent(OTHER, create);
        other = shared;
        return shared;
    }
}
