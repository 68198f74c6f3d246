/// The metrics of the pool and its database: each class declares some [dev.lifeguard.metrics.Metric]s and reads their
/// values from the rooms that have them.
@NullMarked
package dev.lifeguard.operations.metrics;

import org.jspecify.annotations.NullMarked;
