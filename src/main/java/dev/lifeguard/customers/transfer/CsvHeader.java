package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.CustomerField;
import dev.lifeguard.customers.CustomerField.Presence;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The first record of a file: which field each column holds.
///
/// @param columns the field of each column; empty for a column that is ignored
/// @param names the names of the columns
record CsvHeader(List<Optional<CustomerField>> columns, List<String> names) {
    private static final String KNOWN_COLUMNS =
            Arrays.stream(CustomerField.values()).map(CustomerField::word).collect(Collectors.joining(", "));

    CsvHeader {
        columns = List.copyOf(columns);
        names = List.copyOf(names);
    }

    /// Reads the header from the current record.
    static CsvHeader of(CsvReader csv) {
        if (csv.fault().isPresent()) {
            throw refused(List.of(new FieldError(
                    csv.line(), RejectedLines.WHOLE_LINE, csv.fault().get())));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < csv.size(); i++) {
            names.add(name(csv, i));
        }
        List<FieldError> faults = faults(csv.line(), names);
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
        return new CsvHeader(names.stream().map(CsvHeader::field).toList(), names);
    }

    /// The problem of a file without a header.
    static RuntimeException missing() {
        return refused(
                List.of(new FieldError(1L, RejectedLines.WHOLE_LINE, "must name the columns, such as: name,email")));
    }

    private static RuntimeException refused(List<FieldError> faults) {
        return Problem.of(ProblemKind.INVALID_CONTENT, "The header is not valid. Nothing was changed.")
                .with(faults)
                .asException();
    }

    /// The fields of the file, in its order.
    List<CustomerField> fields() {
        return columns.stream().flatMap(Optional::stream).toList();
    }

    /// The columns that are ignored.
    List<String> ignored() {
        return names.stream().filter(CustomerField.SET_BY_THE_SERVICE::contains).toList();
    }

    private static String name(CsvReader csv, int column) {
        try {
            return csv.text(column).strip().toLowerCase(Locale.ROOT);
        } catch (CharacterCodingException e) {
            throw refused(List.of(new FieldError(csv.line(), RejectedLines.WHOLE_LINE, "must be UTF-8")));
        }
    }

    private static Optional<CustomerField> field(String name) {
        return Arrays.stream(CustomerField.values())
                .filter(field -> field.word().equals(name))
                .findFirst();
    }

    private static List<FieldError> faults(long line, List<String> names) {
        Stream<FieldError> unknown = names.stream()
                .distinct()
                .filter(name -> field(name).isEmpty() && !CustomerField.SET_BY_THE_SERVICE.contains(name))
                .map(name -> new FieldError(line, quotable(name), "is not one of the columns " + KNOWN_COLUMNS));
        Stream<FieldError> repeated = names.stream()
                .distinct()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .map(name -> new FieldError(line, quotable(name), "appears more than once"));
        Stream<FieldError> missing = Arrays.stream(CustomerField.values())
                .filter(field -> field.presence() == Presence.REQUIRED && !names.contains(field.word()))
                .map(field -> new FieldError(line, field.word(), "is missing"));
        return Stream.of(unknown, repeated, missing).flatMap(faults -> faults).toList();
    }

    /// A name that is safe to quote in a message.
    private static String quotable(String name) {
        String line = name.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
