/// Dashboards: what customers and orders come to over a period. Figures are read from roll-ups that the database keeps
/// up, so that they cost the same at any size, and are exact all the same. Knows `database`, `http`, and the roles of
/// `security`.
@NullMarked
package dev.lifeguard.dashboards;

import org.jspecify.annotations.NullMarked;
