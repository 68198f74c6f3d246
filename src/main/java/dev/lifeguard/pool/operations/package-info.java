/// What an operator sees of the pool and does to it: incidents that were frozen when they began. Knows all other
/// packages of `pool`, and `http`.
@NullMarked
package dev.lifeguard.pool.operations;

import org.jspecify.annotations.NullMarked;
