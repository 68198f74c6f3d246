package dev.lifeguard.http;

import java.util.function.IntPredicate;

/// Which characters a text may contain before it is stored, shown or searched for.
public final class TextRules {
    private TextRules() {}

    /// Whether a text is one line of 1 to `most` code points, without control characters and unpaired
    /// surrogates.
    public static boolean isLine(String text, int most) {
        return holds(text, most, TextRules::isPlain);
    }

    /// The same, but tabs and line breaks are allowed.
    public static boolean isParagraphs(String text, int most) {
        return holds(text, most, point -> isPlain(point) || point == '\t' || point == '\n' || point == '\r');
    }

    private static boolean holds(String text, int most, IntPredicate allowed) {
        return !text.isEmpty()
                && text.length() <= 2 * most
                && text.codePointCount(0, text.length()) <= most
                && text.codePoints().allMatch(allowed);
    }

    private static boolean isPlain(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
