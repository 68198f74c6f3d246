package dev.lifeguard.server;

/// Sessions on the same server that are not this service's.
public record OtherSessions(String role, String database, String applicationName, int sessions) {}
