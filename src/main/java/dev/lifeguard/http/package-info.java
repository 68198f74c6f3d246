/// What all routes share: problems (RFC 9457), request ids, parameters, bodies, cursors, entity tags, idempotency
/// keys.
///
/// Knows `work`.
@NullMarked
package dev.lifeguard.http;

import org.jspecify.annotations.NullMarked;
