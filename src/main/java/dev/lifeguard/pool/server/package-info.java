/// What the PostgreSQL server itself says of our sessions: what each is doing, who blocks whom, and how many more
/// it would let in. Asked through the `ops` data source, so that it works while the pool is exhausted; a server
/// that does not answer gives a reason and never an exception. Knows only the small public things of `pool`.
@NullMarked
package dev.lifeguard.pool.server;

import org.jspecify.annotations.NullMarked;
