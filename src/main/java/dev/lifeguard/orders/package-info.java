/// Orders: what they are, what may become of them, and their routes. Knows `database`, `http`, and the roles of
/// `security`; a customer is an id here.
@NullMarked
package dev.lifeguard.orders;

import org.jspecify.annotations.NullMarked;
