/// How a figure becomes a series: a room declares each figure as a [Metric] and adds its values at each scrape.
/// Nothing is recorded for metrics alone, so they cost nothing between scrapes.
///
/// Knows no other room.
@NullMarked
package dev.lifeguard.metrics;

import org.jspecify.annotations.NullMarked;
