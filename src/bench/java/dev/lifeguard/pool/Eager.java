package dev.lifeguard.pool;

/// Finds that one more always pays: a gate with this pace has as many threads at work as it has connections.
final class Eager extends Pace {
    @Override
    boolean oneMorePays(double rate) {
        return true;
    }

    @Override
    boolean oneLessPays(double rate) {
        return false;
    }
}
