package dev.lifeguard.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Checks whether a request target can be decoded: every escape is complete, and the result is UTF-8
/// without NUL, which PostgreSQL does not accept.
final class PercentEncoding {
    private PercentEncoding() {}

    static boolean isValid(String target) {
        boolean escapes = false;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
            escapes |= c == '%';
        }
        return !escapes || decodes(target);
    }

    private static boolean decodes(String target) {
        ByteBuffer bytes = ByteBuffer.allocate(target.length());
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) != '%') {
                bytes.put((byte) target.charAt(i));
                continue;
            }
            if (i + 2 >= target.length()) {
                return false;
            }
            int high = Character.digit(target.charAt(++i), 16);
            int low = Character.digit(target.charAt(++i), 16);
            if (high < 0 || low < 0 || high + low == 0) {
                return false;
            }
            bytes.put((byte) (high * 16 + low));
        }
        return isUtf8(bytes.flip());
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
