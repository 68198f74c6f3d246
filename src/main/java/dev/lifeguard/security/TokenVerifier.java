package dev.lifeguard.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.HmacKey;

/// Checks bearer tokens: signature, expiry, and issuer and audience if they are set. It accepts one
/// algorithm only, the one for the kind of key, so that a public key can never pass as a secret. It
/// reads memory only, because it runs on the event loop.
@Alternative
@Priority(1)
@ApplicationScoped
class TokenVerifier extends JWTCallerPrincipalFactory {
    private static final int CLOCK_SKEW_SECONDS = 30;

    private final JwtConsumer consumer;

    TokenVerifier(AuthSettings settings, IssuerKeys keys) {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS);
        settings.issuer().ifPresent(issuer -> builder.setExpectedIssuer(true, issuer));
        settings.audience().ifPresent(audience -> builder.setExpectedAudience(true, audience));
        if (settings.secret().isPresent()) {
            byte[] secret = settings.secret().get().getBytes(StandardCharsets.UTF_8);
            only(builder, AlgorithmIdentifiers.HMAC_SHA256).setVerificationKey(new HmacKey(secret));
        } else {
            only(builder, AlgorithmIdentifiers.RSA_USING_SHA256).setVerificationKeyResolver(keys);
        }
        consumer = builder.build();
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        try {
            JwtContext jwt = consumer.process(token);
            String type = jwt.getJoseObjects().getFirst().getHeader("typ");
            return new DefaultJWTCallerPrincipal(token, type == null ? "JWT" : type, jwt.getJwtClaims());
        } catch (InvalidJwtException e) {
            throw new ParseException("the token is not valid");
        }
    }

    private static JwtConsumerBuilder only(JwtConsumerBuilder builder, String algorithm) {
        return builder.setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm));
    }
}
