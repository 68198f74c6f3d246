package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;

/// Search for a part of a name, an e-mail address or a company.
final class CustomerSearch {
    private CustomerSearch() {}

    static Condition condition(String term) {
        return Condition.of(
                "lower(name || E'\\n' || email || E'\\n' || coalesce(company, '')) like lower(?)",
                "%" + literally(term) + "%");
    }

    /// What means something to `like` means itself.
    private static String literally(String term) {
        return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
