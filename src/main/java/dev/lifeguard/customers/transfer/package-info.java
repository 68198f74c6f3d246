/// Customers by the thousand: import and export. Knows `customers`, which does not know it, and what that knows.
@NullMarked
package dev.lifeguard.customers.transfer;

import org.jspecify.annotations.NullMarked;
