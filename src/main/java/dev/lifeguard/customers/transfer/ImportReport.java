package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.Problem.FieldError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The result of an import.
///
/// @param lines the records of the file, without the header
/// @param errors the faults of the rejected lines, up to a limit
/// @param ignoredColumns the columns that only the service sets
@Schema(name = "ImportReport")
record ImportReport(
        ImportMode mode,

        @Schema(description = "Lines of the file, without the header", examples = "100000")
        long lines,

        @Schema(examples = "99000") long inserted,
        @Schema(examples = "900") long updated,

        @Schema(description = "Customers that already had the values of the file", examples = "90")
        long unchanged,

        @Schema(description = "Lines that were not stored", examples = "10")
        long rejected,

        @Schema(description = "Why they were rejected: the first 1,000 errors, by line")
        List<FieldError> errors,

        @Schema(description = "Columns that only the service sets: id, created_at, updated_at, version")
        List<String> ignoredColumns) {
    public ImportReport {
        errors = List.copyOf(errors);
        ignoredColumns = List.copyOf(ignoredColumns);
    }
}
