/// What the PostgreSQL server reports about the sessions of this service: what each is doing, which session blocks
/// which, and how many more the server would accept. It asks through the `ops` connections, so that it works while the
/// pool is exhausted. A server that does not answer gives a reason, never an exception.
///
/// Knows `connections` and `metrics`.
@NullMarked
package dev.lifeguard.server;

import org.jspecify.annotations.NullMarked;
