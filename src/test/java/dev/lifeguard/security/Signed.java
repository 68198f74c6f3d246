package dev.lifeguard.security;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PrivateKey;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Makes tokens of every kind, valid and invalid.
final class Signed {
    private Signed() {}

    static JwtClaims claims(String... roles) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("ada");
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringListClaim("groups", roles);
        return claims;
    }

    static String with(String secret, JwtClaims claims) throws JoseException {
        return hmac(secret.getBytes(StandardCharsets.UTF_8), claims);
    }

    static String hmac(byte[] secret, JwtClaims claims) throws JoseException {
        return sign(AlgorithmIdentifiers.HMAC_SHA256, new HmacKey(secret), "", claims);
    }

    static String with(PrivateKey key, JwtClaims claims) throws JoseException {
        return sign(AlgorithmIdentifiers.RSA_USING_SHA256, key, "", claims);
    }

    static String with(PublicJsonWebKey key, JwtClaims claims) throws JoseException {
        return sign(AlgorithmIdentifiers.RSA_USING_SHA256, key.getPrivateKey(), key.getKeyId(), claims);
    }

    static String unsigned(JwtClaims claims) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        return signature.getCompactSerialization();
    }

    private static String sign(String algorithm, Key key, String keyId, JwtClaims claims) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKey(key);
        if (!keyId.isEmpty()) {
            signature.setKeyIdHeaderValue(keyId);
        }
        return signature.getCompactSerialization();
    }
}
