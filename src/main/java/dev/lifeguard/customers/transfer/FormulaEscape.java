package dev.lifeguard.customers.transfer;

import java.util.regex.Pattern;

/// Keeps a spreadsheet from running what somebody has stored as a name. A text that a spreadsheet could take for a
/// formula goes out with an apostrophe in front, and comes back without it; so an export can be imported again, and
/// nothing is lost: a text that has such an apostrophe itself gets another one.
final class FormulaEscape {
    private static final String BEGINNINGS = "[=+\\-@\t\r\n＝＋－＠]";
    private static final Pattern DANGEROUS = Pattern.compile("'*" + BEGINNINGS);
    private static final Pattern DEFUSED = Pattern.compile("'+" + BEGINNINGS);

    private FormulaEscape() {}

    static String defuse(String text) {
        return DANGEROUS.matcher(text).lookingAt() ? "'" + text : text;
    }

    static String restore(String text) {
        return text.startsWith("'") && DEFUSED.matcher(text).lookingAt() ? text.substring(1) : text;
    }
}
