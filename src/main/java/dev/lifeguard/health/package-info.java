/// The three health routes and the three probes. Everything here reads memory, but for the round trip that an
/// operator asks for. Knows `pool` and `http`.
@NullMarked
package dev.lifeguard.health;

import org.jspecify.annotations.NullMarked;
