package dev.lifeguard.health;

import java.util.List;

/// The answer of `GET /health`.
record ProcessHealth(String status, String message, PoolUse pool, List<String> warnings) {}
