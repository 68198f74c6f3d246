package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.Customer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes customers as CSV (RFC 4180), one on each line, so that a spreadsheet can open them without
/// running a formula.
final class CsvWriter {
    static final String HEADER = "id,name,email,phone,company,status,country,notes,created_at,updated_at,version\r\n";
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]|^\\s|\\s$");

    private CsvWriter() {}

    static String line(Customer customer) {
        return Stream.of(
                        customer.id().toString(),
                        field(customer.name()),
                        field(customer.email()),
                        field(customer.phone()),
                        field(customer.company()),
                        customer.status().word(),
                        field(customer.country()),
                        field(customer.notes()),
                        customer.createdAt().toString(),
                        customer.updatedAt().toString(),
                        Long.toString(customer.version()))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String escaped = FormulaEscape.escape(text);
        return NEEDS_QUOTES.matcher(escaped).find() ? '"' + escaped.replace("\"", "\"\"") + '"' : escaped;
    }
}
