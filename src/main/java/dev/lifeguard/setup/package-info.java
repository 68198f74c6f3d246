/// What has to be right before anything starts: the settings and their one list, `DATABASE_URL` turned into a
/// data source, and a PostgreSQL of our own where none is named. Knows no other room.
@NullMarked
package dev.lifeguard.setup;

import org.jspecify.annotations.NullMarked;
