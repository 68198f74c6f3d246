/// What has to be right before anything starts: the settings and their one list, `DATABASE_URL` turned into a data
/// source, and an embedded PostgreSQL where no `DATABASE_URL` is set.
///
/// Knows no other room.
@NullMarked
package dev.lifeguard.setup;

import org.jspecify.annotations.NullMarked;
