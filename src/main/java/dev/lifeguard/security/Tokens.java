package dev.lifeguard.security;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Makes tokens with a shared secret: for a first try, for tests, and for use without an identity provider.
public final class Tokens {
    private Tokens() {}

    /// A token with roles.
    ///
    /// @param secret the shared secret, at least 32 bytes
    public static String make(
            String secret, Optional<String> issuer, Optional<String> audience, List<String> roles, Duration validFor) {
        JwtClaims claims = new JwtClaims();
        issuer.ifPresent(claims::setIssuer);
        audience.ifPresent(claims::setAudience);
        claims.setSubject(String.join("-", roles));
        claims.setStringListClaim("groups", roles);
        claims.setIssuedAtToNow();
        NumericDate end = NumericDate.now();
        end.addSeconds(validFor.toSeconds());
        claims.setExpirationTime(end);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setHeader("typ", "JWT");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the token cannot be signed", e);
        }
    }
}
