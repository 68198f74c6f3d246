package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;

/// Search for a part of a name, an e-mail address or a company, in whatever case: what the lower case of a letter
/// is, the database says for both sides, so that Turkish letters meet.
///
/// Its index knows runs of three characters. A term of one or two is looked for at the beginnings of words only,
/// which the index knows as well.
final class CustomerSearch {
    /// The expression of the index `customers_search`, to the letter. A term cannot hold a line break, so it is found
    /// within one of the three and never across.
    private static final String TEXT = "lower(E'\\n' || name || E'\\n' || email || E'\\n' || coalesce(company, ''))";

    private CustomerSearch() {}

    static Condition condition(String term) {
        boolean isShort = term.codePointCount(0, term.length()) < 3;
        return isShort && Character.isLetterOrDigit(term.codePointAt(0))
                ? Condition.of(TEXT + " ~ ('[^[:alnum:]]' || lower(?))", term.replaceAll("(\\p{Punct})", "\\\\$1"))
                : Condition.of(TEXT + " like lower(?)", "%" + term.replaceAll("([\\\\%_])", "\\\\$1") + "%");
    }
}
