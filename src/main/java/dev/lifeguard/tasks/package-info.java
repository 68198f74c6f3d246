/// Tasks that the service repeats by itself, on two executors.
///
/// Knows no other room.
@NullMarked
package dev.lifeguard.tasks;

import org.jspecify.annotations.NullMarked;
