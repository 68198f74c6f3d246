package dev.lifeguard.connections;

/// How many connections are kept open when idle, and how many may be open at most. An operator may ask for any two
/// numbers; the room `operations` checks them and says what is wrong.
public record Bounds(int min, int max) {}
