/// The pool that watches itself: the gate that decides who gets a connection, the counts, the watch over the
/// database, and the verdict that health and metrics both tell. Knows `setup` and `http`.
@NullMarked
package dev.lifeguard.pool;

import org.jspecify.annotations.NullMarked;
