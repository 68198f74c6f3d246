/// Documents cannot become stale: their lists and references are compared with the code.
package dev.lifeguard.docs;
