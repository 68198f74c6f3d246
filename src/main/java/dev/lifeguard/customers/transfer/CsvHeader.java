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

/// The first line of a file: which field stands in which column.
///
/// @param columns the field of each column; none where an export tells what the service itself decides
/// @param names what the columns are called
record CsvHeader(List<Optional<CustomerField>> columns, List<String> names) {
    /// What an export tells and nobody can set.
    private static final List<String> DECIDED_HERE = List.of("id", "created_at", "updated_at", "version");

    private static final String KNOWN =
            Arrays.stream(CustomerField.values()).map(CustomerField::word).collect(Collectors.joining(", "));

    CsvHeader {
        columns = List.copyOf(columns);
        names = List.copyOf(names);
    }

    /// Reads it from the record that the reader is on.
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

    /// Refuses a file that has no header.
    static RuntimeException missing() {
        return refused(
                List.of(new FieldError(1L, RejectedLines.WHOLE_LINE, "must name the columns, such as: name,email")));
    }

    private static RuntimeException refused(List<FieldError> faults) {
        return Problem.of(ProblemKind.INVALID_CONTENT, "The header is not valid, and nothing was changed.")
                .with(faults)
                .asException();
    }

    /// The fields that the file gives, in its order.
    List<CustomerField> fields() {
        return columns.stream().flatMap(Optional::stream).toList();
    }

    /// The columns that are read over.
    List<String> ignored() {
        return names.stream().filter(DECIDED_HERE::contains).toList();
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
                .filter(name -> field(name).isEmpty() && !DECIDED_HERE.contains(name))
                .map(name -> new FieldError(line, shown(name), "is not a column; known are " + KNOWN));
        Stream<FieldError> twice = names.stream()
                .distinct()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .map(name -> new FieldError(line, shown(name), "is there more than once"));
        Stream<FieldError> missing = Arrays.stream(CustomerField.values())
                .filter(field -> field.presence() == Presence.REQUIRED && !names.contains(field.word()))
                .map(field -> new FieldError(line, field.word(), "is missing"));
        return Stream.of(unknown, twice, missing).flatMap(faults -> faults).toList();
    }

    /// A name as it may stand in a message.
    private static String shown(String name) {
        String line = name.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
