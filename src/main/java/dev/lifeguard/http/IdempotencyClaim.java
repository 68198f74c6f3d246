package dev.lifeguard.http;

/// A key that is to stand for a request from now on, and the answer that whoever asks again will get.
public record IdempotencyClaim(IdempotencyKey key, CreatedResponse answer) {}
