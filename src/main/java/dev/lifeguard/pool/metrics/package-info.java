/// How figures become metrics: a room that has figures declares each as a [Metric] and tells its values when it is
/// asked, once for each scrape. Nothing is recorded for metrics alone, so that they cost nothing until somebody reads
/// them. Knows of the house only how the pool's memory counts times.
@NullMarked
package dev.lifeguard.pool.metrics;

import org.jspecify.annotations.NullMarked;
