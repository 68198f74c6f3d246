/// What is done before the service starts: the list of settings and their checks, `DATABASE_URL` as a data
/// source, and an embedded PostgreSQL if `DATABASE_URL` is not set.
///
/// Knows no other room.
@NullMarked
package dev.lifeguard.setup;

import org.jspecify.annotations.NullMarked;
