/// What every route has in common: problems (RFC 9457), the id of a request, how parameters are read. Knows no
/// other room.
@NullMarked
package dev.lifeguard.http;

import org.jspecify.annotations.NullMarked;
