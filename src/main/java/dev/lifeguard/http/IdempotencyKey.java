package dev.lifeguard.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name that a client gives to a request, so that a repetition of the request is not executed again.
///
/// @param actor the subject of the token; each subject has its own keys
/// @param key the text that the client chose
/// @param fingerprint the digest of the target and the body
public record IdempotencyKey(String actor, String key, String fingerprint) {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /// Reads the key of a request.
    ///
    /// @param header the lines of `Idempotency-Key`
    /// @param target method and path
    public static Optional<IdempotencyKey> of(
            List<String> header, String actor, String target, byte @Nullable [] body) {
        if (header.isEmpty()) {
            return Optional.empty();
        }
        if (header.size() > 1 || !VISIBLE.matcher(header.getFirst()).matches()) {
            throw Problem.of(
                            ProblemKind.MALFORMED_REQUEST,
                            "The header \"Idempotency-Key\" takes 1 to 255 visible ASCII characters, once.")
                    .asException();
        }
        return Optional.of(
                new IdempotencyKey(actor, header.getFirst(), fingerprint(target, body == null ? new byte[0] : body)));
    }

    /// The problem of a key that was used for another request.
    public static Problem reused() {
        return Problem.of(
                ProblemKind.IDEMPOTENCY_KEY_REUSED,
                "The key was used for another request in the last 24 hours. A new request needs a new key.");
    }

    private static String fingerprint(String target, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((target + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
