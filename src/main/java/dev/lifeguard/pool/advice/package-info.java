/// What size the pool should have, judged from what was measured: queueing arithmetic, the advice with
/// its what-if curve, and the decisions of autosizing. Plain values in, plain values out: it knows no
/// other room, has no clock and starts nothing.
@NullMarked
package dev.lifeguard.pool.advice;

import org.jspecify.annotations.NullMarked;
