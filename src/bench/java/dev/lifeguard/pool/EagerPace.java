package dev.lifeguard.pool;

/// A pace for which another thread always pays: the gate uses as many threads as it has connections.
final class EagerPace extends Pace {
    @Override
    boolean oneMorePays(double rate) {
        return true;
    }

    @Override
    boolean oneLessPays(double rate) {
        return false;
    }
}
