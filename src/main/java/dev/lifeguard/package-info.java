/// The entry point: `Lifeguard.main` checks the settings, starts the embedded database if
/// `DATABASE_URL` is not set, and starts Quarkus. It may know every room; no room knows it.
@NullMarked
package dev.lifeguard;

import org.jspecify.annotations.NullMarked;
