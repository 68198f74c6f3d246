/// Import and export of customers. Knows `customers`, which does not know it, and the rooms that
/// `customers` knows.
@NullMarked
package dev.lifeguard.customers.transfer;

import org.jspecify.annotations.NullMarked;
