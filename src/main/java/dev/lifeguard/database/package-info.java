/// Units of work on the database: statements with bound values, rows as records, transactions, retries
/// and timings. Converts failures of the gate and of the database to problems, and runs the migrations.
///
/// Knows `pool`, `connections`, `history`, `metrics` and `http`.
@NullMarked
package dev.lifeguard.database;

import org.jspecify.annotations.NullMarked;
