package dev.lifeguard.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The position at which a list continues, as an opaque text: a digest, followed by the position. The
/// digest covers the position and the scope of the list (its filter and order). So a cursor is valid
/// for one list only, and an altered cursor for none.
///
/// The digest is neither a secret nor a signature: a client can make a valid cursor. It gains nothing
/// by that, but the position has to be checked as strictly as any parameter.
public final class Cursor {
    /// Has to be increased when positions or scopes change their meaning.
    private static final byte VERSION = 1;

    private static final int DIGEST = 16;

    /// Separates texts. Neither the database nor a valid request contains it.
    private static final String SEPARATOR = "\0";

    private Cursor() {}

    /// The cursor for a position in a list.
    public static String of(List<String> scope, List<String> position) {
        byte[] content = join(position);
        byte[] all = ByteBuffer.allocate(DIGEST + content.length)
                .put(digest(scope, content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// The position in a cursor; empty if the cursor is not valid for this list.
    public static Optional<List<String>> read(String cursor, List<String> scope) {
        byte[] all = decode(cursor);
        if (all.length < DIGEST) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(all, DIGEST, all.length);
        List<String> position = List.of(new String(content, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        return of(scope, position).equals(cursor) ? Optional.of(position) : Optional.empty();
    }

    private static byte[] decode(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] digest(List<String> scope, byte[] content) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(VERSION);
            sha.update(sha256(join(scope)));
            return Arrays.copyOf(sha.digest(content), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The scope is hashed first, to a fixed length, so that no part of it can be taken for a part of
    /// the position.
    private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] join(List<String> texts) {
        return String.join(SEPARATOR, texts).getBytes(StandardCharsets.UTF_8);
    }
}
