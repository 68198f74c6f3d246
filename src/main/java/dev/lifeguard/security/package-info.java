/// Who may do what: roles, and the bearer tokens that carry them. Knows `http`.
@NullMarked
package dev.lifeguard.security;

import org.jspecify.annotations.NullMarked;
