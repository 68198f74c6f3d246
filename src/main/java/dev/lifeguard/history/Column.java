package dev.lifeguard.history;

/// A column of a [Ring], and how two of its values are merged into one.
enum Column {
    SAMPLES(Merge.SUM),
    AVAILABLE(Merge.LEAST),
    IN_USE_TOTAL(Merge.SUM),
    PEAK_IN_USE(Merge.MOST),
    WAITING(Merge.MOST),
    MAX_CONNECTIONS(Merge.MOST),
    ATTEMPTS(Merge.SUM),
    SERVED(Merge.SUM),
    REFUSED(Merge.SUM),
    TIMED_OUT(Merge.SUM),
    FAILED(Merge.SUM),
    WAIT_P95_MICROS(Merge.MOST),
    HOLD_P95_MICROS(Merge.MOST);

    private enum Merge {
        SUM,
        LEAST,
        MOST
    }

    private final Merge merge;

    Column(Merge merge) {
        this.merge = merge;
    }

    int merged(int one, int another) {
        return switch (merge) {
            case SUM -> one + another;
            case LEAST -> Math.min(one, another);
            case MOST -> Math.max(one, another);
        };
    }
}
