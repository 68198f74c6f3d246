package dev.lifeguard.security;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/// `AUTH_…`: which tokens are valid.
@ConfigMapping(prefix = "auth")
interface AuthSettings {
    Optional<String> issuer();

    Optional<URI> jwksUrl();

    Optional<String> audience();

    Optional<String> secret();
}
