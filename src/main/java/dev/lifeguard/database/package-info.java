/// Units of work on the database: statements with bound values, rows as records, transactions, retries and timings.
/// Turns errors of the gate and of the database into problems, and runs the migrations.
///
/// Knows `pool`, `connections`, `history`, `metrics` and `http`.
@NullMarked
package dev.lifeguard.database;

import org.jspecify.annotations.NullMarked;
