/// What the pool remembers of itself in fixed memory: how long was waited and held, what each statement cost,
/// the true peaks, and the last day by second and minute. Counts and arithmetic only: it reads no clock, opens
/// nothing, and knows of the rest of the house only who a caller is. Its beans are singletons without a proxy
/// in between: a proxy would cost a call each time, and hold a second set of arrays.
@NullMarked
package dev.lifeguard.pool.history;

import org.jspecify.annotations.NullMarked;
