package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.CustomerField;
import java.util.List;

/// A file that has arrived: its valid lines as rows for the database, and the rejected ones. Closing it
/// deletes the rows.
///
/// @param lines the records of the file, without the header
record ReceivedFile(CsvHeader header, Spool rows, long lines, RejectedLines rejections) implements AutoCloseable {
    List<CustomerField> fields() {
        return header.fields();
    }

    @Override
    public void close() {
        rows.close();
    }
}
