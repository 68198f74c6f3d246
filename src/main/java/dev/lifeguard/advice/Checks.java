package dev.lifeguard.advice;

/// Checks the arguments of records.
final class Checks {
    private Checks() {}

    static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", and takes a finite number from 0");
        }
    }

    static void atLeast(int least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", and takes a number from " + least);
        }
    }
}
