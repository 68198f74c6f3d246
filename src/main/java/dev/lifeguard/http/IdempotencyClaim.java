package dev.lifeguard.http;

/// An idempotency key and the response that is stored with it. A repetition of the request gets the
/// same response.
public record IdempotencyClaim(IdempotencyKey key, CreatedResponse answer) {}
