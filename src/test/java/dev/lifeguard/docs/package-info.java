/// Documents that cannot go stale: what they list is compared with the code, and so is what they point at.
package dev.lifeguard.docs;
