package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.Problem.FieldError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What came of an import.
///
/// @param lines how many customers the file names: its records without the header
/// @param errors what is wrong with the first of the rejected lines
/// @param ignoredColumns what an export tells and nobody can set
@Schema(name = "ImportReport")
record ImportReport(
        ImportMode mode,

        @Schema(description = "Customers that the file names", examples = "100000")
        long lines,

        @Schema(examples = "99000") long inserted,
        @Schema(examples = "900") long updated,

        @Schema(description = "Customers that are as the file says already", examples = "90")
        long unchanged,

        @Schema(description = "Lines that were not taken", examples = "10")
        long rejected,

        @Schema(description = "What is wrong with them: the first 1,000 errors, by line")
        List<FieldError> errors,

        @Schema(description = "Columns of an export that nobody can set: id, created_at, updated_at, version")
        List<String> ignoredColumns) {
    public ImportReport {
        errors = List.copyOf(errors);
        ignoredColumns = List.copyOf(ignoredColumns);
    }
}
