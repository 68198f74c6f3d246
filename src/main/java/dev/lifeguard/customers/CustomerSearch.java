package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Searches for a part of a name, an e-mail address or a company, in any case. The database folds the
/// case of both sides, so that Turkish letters match.
///
/// The index holds runs of three characters. A term of one or two characters is searched for at the
/// beginning of words only, which the index holds too.
final class CustomerSearch {
    /// The expression of the index `customers_search`, character for character. A term cannot contain a
    /// line break, so it matches within one of the three columns and never across two.
    private static final String TEXT = "(E'\\n' || name || E'\\n' || email || E'\\n' || coalesce(company, ''))";

    /// What can precede a word. The index does not help a regular expression as short as this, so each
    /// is a pattern of `like`.
    private static final List<String> BEFORE_A_WORD = List.of("\n", " ", ".", "-", "\\_", "@");

    private CustomerSearch() {}

    static Condition condition(String term) {
        String escaped = term.replaceAll("([\\\\%_])", "\\\\$1");
        boolean isShort = term.codePointCount(0, term.length()) < 3;
        return isShort && Character.isLetterOrDigit(term.codePointAt(0))
                ? anyOf(BEFORE_A_WORD.stream().map(before -> before + escaped))
                : anyOf(Stream.of(escaped));
    }

    private static Condition anyOf(Stream<String> parts) {
        List<Object> patterns = parts.<Object>map(part -> "%" + part + "%").toList();
        String sql = patterns.stream().map(pattern -> TEXT + " ilike ?").collect(Collectors.joining(" or "));
        return new Condition("(" + sql + ")", patterns);
    }
}
