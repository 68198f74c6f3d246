package dev.lifeguard.http;

/// A key that is to stand for a request from now on, and the answer that whoever asks again will get.
public record Claim(IdempotencyKey key, CreatedAnswer answer) {}
