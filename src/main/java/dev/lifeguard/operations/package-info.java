/// What an operator sees of the pool and does to it: the routes of `/pool`, incidents, resizing, autosizing, and the
/// recorder of the history.
///
/// Knows `diagnosis` and the rooms below it, `http`, `security`, `metrics`, `tasks` and `work`.
@NullMarked
package dev.lifeguard.operations;

import org.jspecify.annotations.NullMarked;
