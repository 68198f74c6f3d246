/// What size the pool should have, worked out from measurements: queueing arithmetic, the advice with its what-if
/// curve, and the decisions of autosizing. Plain values in, plain values out: it has no clock and starts nothing.
///
/// Knows no other room.
@NullMarked
package dev.lifeguard.advice;

import org.jspecify.annotations.NullMarked;
