package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.CustomerField;
import java.util.List;

/// A file that has come in: its valid lines as rows for the database, and what is wrong with the others. Gone when it
/// is closed.
///
/// @param lines how many customers it names
record ReceivedFile(CsvHeader header, Spool rows, long lines, RejectedLines rejections) implements AutoCloseable {
    List<CustomerField> fields() {
        return header.fields();
    }

    @Override
    public void close() {
        rows.close();
    }
}
