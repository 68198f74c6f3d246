/// Roles, and the bearer tokens that carry them.
///
/// Knows `tasks`.
@NullMarked
package dev.lifeguard.security;

import org.jspecify.annotations.NullMarked;
