package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.CustomerField;
import dev.lifeguard.database.Ids;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a file while it arrives: checks each line, and keeps the valid ones as rows for the database.
/// It needs no connection, so a client can take its time.
final class ImportFileReader {
    static final long MAX_LINES = 5_000_000;

    private final CsvReader csv;
    private final CsvHeader header;
    private final CopyRows rows;
    private final Ids ids;
    private final RejectedLines rejections = new RejectedLines();
    private final String[] values;
    private long lines;

    private ImportFileReader(CsvReader csv, CsvHeader header, CopyRows rows, Ids ids) {
        this.csv = csv;
        this.header = header;
        this.rows = rows;
        this.ids = ids;
        this.values = new String[header.columns().size()];
    }

    /// Reads a whole file, and blocks while it arrives.
    ///
    /// @throws dev.lifeguard.http.ProblemException if the header is not valid, or if the file has too
    ///     many lines
    static ReceivedFile read(InputStream body, Ids ids, long maxLines) throws IOException {
        Spool spool = Spool.open();
        try {
            CsvReader csv = new CsvReader(body);
            if (!csv.next()) {
                throw CsvHeader.missing();
            }
            ImportFileReader reader = new ImportFileReader(csv, CsvHeader.of(csv), new CopyRows(spool.out()), ids);
            reader.readLines(maxLines);
            return new ReceivedFile(reader.header, spool, reader.lines, reader.rejections);
        } catch (IOException | RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private void readLines(long max) throws IOException {
        while (csv.next()) {
            if (++lines > max) {
                throw Problem.of(ProblemKind.BODY_TOO_LARGE, "An import may have at most %,d lines.".formatted(max))
                        .asException();
            }
            List<FieldError> faults = readLine();
            if (faults.isEmpty()) {
                writeRow();
            } else {
                rejections.add(faults);
            }
        }
    }

    /// Reads the fields of a line.
    ///
    /// @return what is wrong with them
    private List<FieldError> readLine() {
        Optional<String> fault = csv.fault().or(this::wrongFieldCount);
        if (fault.isPresent()) {
            return List.of(new FieldError(csv.line(), RejectedLines.WHOLE_LINE, fault.get()));
        }
        List<FieldError> faults = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Optional<CustomerField> field = header.columns().get(i);
            if (field.isPresent()) {
                readField(i, field.get())
                        .ifPresent(why -> faults.add(
                                new FieldError(csv.line(), field.get().word(), why)));
            }
        }
        return faults;
    }

    private Optional<String> wrongFieldCount() {
        return csv.size() == values.length
                ? Optional.empty()
                : Optional.of("has %d fields, but the header has %d".formatted(csv.size(), values.length));
    }

    private Optional<String> readField(int column, CustomerField field) {
        try {
            values[column] = FormulaEscape.unescape(csv.text(column));
            return field.fault(values[column].isEmpty() ? null : values[column]);
        } catch (CharacterCodingException e) {
            return Optional.of("must be UTF-8");
        }
    }

    private void writeRow() throws IOException {
        rows.value(Long.toString(csv.line())).value(ids.at(Instant.now()).toString());
        for (int i = 0; i < values.length; i++) {
            if (header.columns().get(i).isPresent()) {
                rows.value(values[i]);
            }
        }
        rows.endRow();
    }
}
