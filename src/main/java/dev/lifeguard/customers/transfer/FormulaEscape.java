package dev.lifeguard.customers.transfer;

import java.util.regex.Pattern;

/// Keeps a spreadsheet from running stored text as a formula. A text that could be taken for a formula
/// gets an apostrophe in front when it is exported, and loses it when it is imported. A text that
/// begins with such an apostrophe itself gets another one, so that an export can be imported without
/// loss.
final class FormulaEscape {
    private static final String FORMULA_START = "[=+\\-@\t\r\n＝＋－＠]";
    private static final Pattern NEEDS_ESCAPE = Pattern.compile("'*" + FORMULA_START);
    private static final Pattern ESCAPED = Pattern.compile("'+" + FORMULA_START);

    private FormulaEscape() {}

    static String escape(String text) {
        return NEEDS_ESCAPE.matcher(text).lookingAt() ? "'" + text : text;
    }

    static String unescape(String text) {
        return text.startsWith("'") && ESCAPED.matcher(text).lookingAt() ? text.substring(1) : text;
    }
}
