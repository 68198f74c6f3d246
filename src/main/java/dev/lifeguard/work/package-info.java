/// What the service is working on: the request, its lane, and the request of the current thread. Every
/// room may know it.
///
/// Knows no other room.
@NullMarked
package dev.lifeguard.work;

import org.jspecify.annotations.NullMarked;
