/// Orders: the record and its transitions, its store, and its routes. Customers are only ids here.
///
/// Knows `database`, `http` and `security`.
@NullMarked
package dev.lifeguard.orders;

import org.jspecify.annotations.NullMarked;
