package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.ParameterErrors;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.security.Role;
import dev.lifeguard.work.InLane;
import dev.lifeguard.work.Lane;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The route that imports customers.
@Path("/api/customers/import")
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
@InLane(Lane.BULK)
class ImportResource {
    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii");

    private static final String DESCRIPTION = """
            The first line names the columns, in any order: name and email, and any of phone, company, status, country \
            and notes. A customer whose e-mail address exists (in any case) gets the values of the file, empty ones \
            included, and keeps those that the file has no column for. Other customers are inserted. \
            If an address appears twice, only its first line is stored. \
            Line numbers count the lines of the file, including line breaks inside quotes. \
            The columns id, created_at, updated_at and version of an export are ignored. \
            A text that begins with an apostrophe followed by one of = + - @, as an export writes it, is stored without \
            the apostrophe. A file may have at most 512 MB and 5,000,000 lines, and take 15 minutes. \
            While all four places for imports are taken, a file that transfers less than 1 MB in 30 s is refused.""";

    private static final String EXAMPLE = "name,email,country,notes\n"
            + "Elif Yılmaz,elif@example.com,TR,\"called twice, likes \"\"green\"\"\"\n"
            + "Jan Nowak,jan@example.com,PL,\n";

    private final CustomerImport customers;

    ImportResource(CustomerImport customers) {
        this.customers = customers;
    }

    @POST
    @Consumes("text/csv")
    @Blocking
    @RolesAllowed(Role.EDITOR)
    @Operation(
            operationId = "importCustomers",
            summary = "Stores the customers of a CSV file, by e-mail address",
            description = DESCRIPTION)
    public Uni<ImportReport> importCustomers(
            @RestQuery("mode")
                    @Parameter(
                            description =
                                    "`strict` stores nothing if a line is not valid, and answers with a problem; `lenient` stores the valid lines",
                            schema = @Schema(implementation = ImportMode.class, defaultValue = "strict"))
                    @Nullable
                    String mode,
            @Context HttpHeaders headers,
            @RequestBody(
                            description = "UTF-8; lines end with LF or CRLF",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = SchemaType.STRING),
                                            examples = @ExampleObject(name = "two customers", value = EXAMPLE)))
                    InputStream body) {
        ImportMode chosen = mode(mode);
        requireUtf8(headers.getMediaType());
        return customers.run(body, chosen);
    }

    private static ImportMode mode(@Nullable String word) {
        ParameterErrors bad = new ParameterErrors();
        Optional<ImportMode> mode = bad.read("mode", word, ImportMode.COMPLAINT, ImportMode::of);
        bad.check();
        return mode.orElse(ImportMode.STRICT);
    }

    private static void requireUtf8(MediaType type) {
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!CHARSETS.contains(charset.toLowerCase(Locale.ROOT))) {
            throw Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "The body must be in UTF-8.")
                    .asException();
        }
    }
}
