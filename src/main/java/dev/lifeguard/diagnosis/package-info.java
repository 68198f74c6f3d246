/// One judgement about the pool and its database: status, cause, warnings. The monitor looks at the database from
/// beside the pool; the evidence of both becomes a [Diagnosis], which health, metrics, incidents and operators use.
///
/// Knows `pool`, `connections`, `history`, `advice` and `tasks`.
@NullMarked
package dev.lifeguard.diagnosis;

import org.jspecify.annotations.NullMarked;
