package dev.lifeguard.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Where a list goes on, as an opaque word: a digest, and the position it vouches for. The digest is taken over the
/// position and over the list's scope, which is what was asked for (filter and order), so that a cursor is good for
/// no other list, and a changed one for none.
///
/// It is no secret and no signature. Who makes a cursor of their own gets to a position that they could have asked
/// for, so what it holds is still read as strictly as any parameter.
public final class Cursor {
    /// Goes up when positions or scopes change their meaning.
    private static final byte VERSION = 1;

    private static final int DIGEST = 16;

    /// Separates texts. None that the database keeps, or that a request may send, holds it.
    private static final String SEPARATOR = "\0";

    private Cursor() {}

    /// The word for a position in a list.
    public static String of(List<String> scope, List<String> position) {
        byte[] content = join(position);
        byte[] all = ByteBuffer.allocate(DIGEST + content.length)
                .put(digest(scope, content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// The position that a word stands for, unless it is not one of this list.
    public static Optional<List<String>> read(String word, List<String> scope) {
        byte[] all = decode(word);
        if (all.length < DIGEST) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(all, DIGEST, all.length);
        List<String> position = List.of(new String(content, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        return of(scope, position).equals(word) ? Optional.of(position) : Optional.empty();
    }

    private static byte[] decode(String word) {
        try {
            return Base64.getUrlDecoder().decode(word);
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

    /// Of one length, so that nothing of the scope can pass for a part of the position.
    private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] join(List<String> texts) {
        return String.join(SEPARATOR, texts).getBytes(StandardCharsets.UTF_8);
    }
}
