/// The three health routes and the three probes. All of them read memory only, except for the round
/// trip that an operator requests.
///
/// Knows `diagnosis`, `pool` and `security`.
@NullMarked
package dev.lifeguard.health;

import org.jspecify.annotations.NullMarked;
