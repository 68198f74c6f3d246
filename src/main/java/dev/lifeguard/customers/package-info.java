/// Customers: what they are, how they are kept, and their routes. Knows `database`, `http`, and the roles of
/// `security`.
@NullMarked
package dev.lifeguard.customers;

import org.jspecify.annotations.NullMarked;
