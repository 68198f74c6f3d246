/// Customers: the record and its rules, its store, and its routes. Import and export are in `transfer`.
///
/// Knows `database`, `http`, `security` and `work`.
@NullMarked
package dev.lifeguard.customers;

import org.jspecify.annotations.NullMarked;
