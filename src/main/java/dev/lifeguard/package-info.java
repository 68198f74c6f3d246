/// The front door: `Lifeguard.main` checks the settings, brings up a database if none is named, and starts
/// Quarkus. It knows the room `setup` and nothing else.
@NullMarked
package dev.lifeguard;

import org.jspecify.annotations.NullMarked;
