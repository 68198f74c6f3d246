/// The three health routes and the three probes. All of it reads memory, except for the round trip that an operator
/// asks for.
///
/// Knows `diagnosis`, `pool` and `security`.
@NullMarked
package dev.lifeguard.health;

import org.jspecify.annotations.NullMarked;
