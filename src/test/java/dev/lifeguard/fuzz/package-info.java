/// Requests that nobody would send on purpose, made from the API's own document.
package dev.lifeguard.fuzz;
