/// What happened, in bounded memory: how long requests waited and leases lasted, what each statement cost, peaks,
/// and the last day by second and minute. Counts and arithmetic only: it reads no clock and opens nothing. Its beans
/// are singletons without a proxy, as a proxy would cost a call each time and hold a second set of arrays.
///
/// Knows `work` and `metrics`.
@NullMarked
package dev.lifeguard.history;

import org.jspecify.annotations.NullMarked;
