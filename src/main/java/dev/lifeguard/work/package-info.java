/// What is being worked on: the request, its lane, and the request that the current thread works for. The ground
/// floor of the house: every room may know it, and it knows no other.
@NullMarked
package dev.lifeguard.work;

import org.jspecify.annotations.NullMarked;
