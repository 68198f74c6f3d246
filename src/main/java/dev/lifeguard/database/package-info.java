/// Units of work on the database: statements with bound values, rows as records, transactions; what is retried,
/// what is slow, and what an SQL error means to a client. Also the migrations. Knows `pool`, and of `http` the
/// problems.
@NullMarked
package dev.lifeguard.database;

import org.jspecify.annotations.NullMarked;
