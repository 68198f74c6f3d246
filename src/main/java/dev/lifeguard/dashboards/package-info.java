/// Dashboards: figures about customers and orders over a period. The figures come from roll-ups that
/// the database maintains, so a dashboard costs the same for any number of orders, and is always exact.
///
/// Knows `database`, `http`, `work` and `security`.
@NullMarked
package dev.lifeguard.dashboards;

import org.jspecify.annotations.NullMarked;
