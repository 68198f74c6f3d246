package dev.lifeguard.health;

import java.util.List;

/// The response of `GET /health`.
record ProcessHealth(String status, String message, PoolUse pool, List<String> warnings) {}
