package dev.lifeguard.connections;

import java.time.Duration;

/// What became of connections since the start. Each count is exact; read together they may be a moment apart.
///
/// @param created connections that were opened
/// @param closed connections that were closed, the dead ones included
/// @param dead of those closed, the ones that a check found dead
/// @param creationTime how long opening took, over all connections
/// @param meanCreationTime how long opening one took on average
public record OpenedAndClosed(long created, long closed, long dead, Duration creationTime, Duration meanCreationTime) {}
