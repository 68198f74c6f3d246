/// Tasks that the service repeats by itself, on two executors. A ground room: it knows no other.
@NullMarked
package dev.lifeguard.tasks;

import org.jspecify.annotations.NullMarked;
