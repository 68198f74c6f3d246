/// The gate: which request gets a connection, and when. Admission, queues, lanes and their shares, database threads,
/// leases, and the counts of all of them. It knows nothing of HTTP: a request that is not served gets a
/// [NotServedException], and the room `database` turns that into a problem.
///
/// Knows `work`, `connections`, `history` and `tasks`.
@NullMarked
package dev.lifeguard.pool;

import org.jspecify.annotations.NullMarked;
