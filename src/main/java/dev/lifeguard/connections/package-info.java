/// Opens, checks and closes connections to the database server, and knows what its error codes say about the
/// connection. Agroal and the driver stand behind this room; above it, a connection is something that the gate lends.
@NullMarked
package dev.lifeguard.connections;

import org.jspecify.annotations.NullMarked;
