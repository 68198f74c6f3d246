package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Search for a part of a name, an e-mail address or a company, in whatever case: what the lower case of a letter
/// is, the database says for both sides, so that Turkish letters meet.
///
/// Its index knows runs of three characters. A letter or two are looked for at the beginnings of words only, which the
/// index knows as well.
final class CustomerSearch {
    /// The expression of the index `customers_search`, to the letter. A term cannot hold a line break, so it is found
    /// within one of the three and never across.
    private static final String TEXT = "(E'\\n' || name || E'\\n' || email || E'\\n' || coalesce(company, ''))";

    /// What a word may follow. As patterns of `like`, because the index cannot use a regular expression so short.
    private static final List<String> BEFORE_A_WORD = List.of("\n", " ", ".", "-", "\\_", "@");

    private CustomerSearch() {}

    static Condition condition(String term) {
        String literally = term.replaceAll("([\\\\%_])", "\\\\$1");
        boolean isShort = term.codePointCount(0, term.length()) < 3;
        return isShort && Character.isLetterOrDigit(term.codePointAt(0))
                ? anyOf(BEFORE_A_WORD.stream().map(before -> before + literally))
                : anyOf(Stream.of(literally));
    }

    private static Condition anyOf(Stream<String> parts) {
        List<Object> patterns = parts.<Object>map(part -> "%" + part + "%").toList();
        String sql = patterns.stream().map(pattern -> TEXT + " ilike ?").collect(Collectors.joining(" or "));
        return new Condition("(" + sql + ")", patterns);
    }
}
