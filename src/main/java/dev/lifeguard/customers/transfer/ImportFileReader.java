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

/// Takes a file in, line by line as it arrives: checks each, and keeps the valid ones as rows for the database. It
/// needs no connection, so a client may take its time.
final class ImportFileReader {
    private static final long MOST_LINES = 5_000_000;

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

    /// Reads to the end.
    ///
    /// @throws dev.lifeguard.http.ProblemException if the header is not valid, or there is too much of it
    static ReceivedFile receive(InputStream body, Ids ids) throws IOException {
        return receive(body, ids, MOST_LINES);
    }

    static ReceivedFile receive(InputStream body, Ids ids, long mostLines) throws IOException {
        Spool spool = Spool.open();
        try {
            CsvReader csv = new CsvReader(body);
            if (!csv.next()) {
                throw CsvHeader.missing();
            }
            ImportFileReader reception = new ImportFileReader(csv, CsvHeader.of(csv), new CopyRows(spool.out()), ids);
            reception.readLines(mostLines);
            return new ReceivedFile(reception.header, spool, reception.lines, reception.rejections);
        } catch (IOException | RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private void readLines(long most) throws IOException {
        while (csv.next()) {
            if (++lines > most) {
                throw Problem.of(
                                ProblemKind.BODY_TOO_LARGE, "An import may have %,d lines at the most.".formatted(most))
                        .asException();
            }
            List<FieldError> faults = read();
            if (faults.isEmpty()) {
                keep();
            } else {
                rejections.add(faults);
            }
        }
    }

    /// Reads a line into the values.
    ///
    /// @return what is wrong with it
    private List<FieldError> read() {
        Optional<String> fault = csv.fault().or(this::wrongSize);
        if (fault.isPresent()) {
            return List.of(new FieldError(csv.line(), RejectedLines.WHOLE_LINE, fault.get()));
        }
        List<FieldError> faults = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Optional<CustomerField> field = header.columns().get(i);
            if (field.isPresent()) {
                read(i, field.get())
                        .ifPresent(why -> faults.add(
                                new FieldError(csv.line(), field.get().word(), why)));
            }
        }
        return faults;
    }

    private Optional<String> wrongSize() {
        return csv.size() == values.length
                ? Optional.empty()
                : Optional.of("has %d fields, and the header %d".formatted(csv.size(), values.length));
    }

    private Optional<String> read(int column, CustomerField field) {
        try {
            values[column] = FormulaEscape.restore(csv.text(column));
            return field.fault(values[column].isEmpty() ? null : values[column]);
        } catch (CharacterCodingException e) {
            return Optional.of("must be UTF-8");
        }
    }

    private void keep() throws IOException {
        rows.value(Long.toString(csv.line())).value(ids.at(Instant.now()).toString());
        for (int i = 0; i < values.length; i++) {
            if (header.columns().get(i).isPresent()) {
                rows.value(values[i]);
            }
        }
        rows.endRow();
    }
}
