package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.CustomerFilter;
import dev.lifeguard.customers.CustomerFilterParameters;
import dev.lifeguard.http.ParameterErrors;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.security.Role;
import dev.lifeguard.work.InLane;
import dev.lifeguard.work.Lane;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The route that exports customers.
@Path("/api/customers/export")
@Tag(name = "Customers")
@InLane(Lane.BULK)
class ExportResource {
    private static final Logger LOG = Logger.getLogger(ExportResource.class);
    private static final String DESCRIPTION = """
            The oldest customers come first. The response begins at once and is sent as fast as the client reads; \
            a customer that exists all the time is in it exactly once. A response that breaks off lacks its last \
            chunk. In CSV an apostrophe precedes a text that a spreadsheet could take for a formula, because it begins \
            with one of = + - @, a line break or a tab; an import removes the apostrophe. Each line of NDJSON \
            is a `Customer`.""";
    private static final Pattern ZERO_WEIGHT = Pattern.compile("0(\\.0{0,3})?");
    private static final String CSV_EXAMPLE = CsvWriter.HEADER
            + "0197f1c0-0000-7000-8000-000000000000,Elif Yılmaz,elif@example.com,'+90 555 0117,,active,TR,,"
            + "2026-01-31T12:00:00Z,2026-01-31T12:00:00Z,1\r\n";

    private final CustomerExport customers;

    ExportResource(CustomerExport customers) {
        this.customers = customers;
    }

    @GET
    @RolesAllowed({Role.VIEWER, Role.EDITOR})
    @Operation(
            operationId = "exportCustomers",
            summary = "Exports the customers that meet a filter, as CSV or NDJSON",
            description = DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "one customer", value = CSV_EXAMPLE)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING))
            })
    public Multi<Buffer> exportCustomers(
            @BeanParam CustomerFilterParameters parameters,
            @RestQuery("format")
                    @Parameter(
                            description = "Overrides `Accept`; `csv` if neither is given",
                            schema = @Schema(implementation = ExportFormat.class))
                    @Nullable
                    String format,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        ParameterErrors bad = new ParameterErrors();
        CustomerFilter filter = parameters.filter(bad);
        Optional<ExportFormat> named = bad.read("format", format, ExportFormat.COMPLAINT, ExportFormat::of);
        bad.check();
        ExportFormat chosen = named.orElseGet(() -> accepted(headers));
        return RestMulti.fromUniResponse(
                customers.start(filter, chosen),
                started -> HttpMethod.HEAD.equals(request.method())
                        ? Multi.createFrom().empty()
                        : closeOnFailure(started.pages(), request.connection()),
                started -> Map.of(
                        HttpHeaders.CONTENT_TYPE,
                        List.of(chosen.mediaType() + ";charset=UTF-8"),
                        HttpHeaders.CONTENT_DISPOSITION,
                        List.of("attachment; filename=\"customers.%s\"".formatted(chosen.word()))));
    }

    /// The response has begun, so it is too late for a problem: the connection is closed, which shows
    /// the client that something is missing.
    private static Multi<Buffer> closeOnFailure(Multi<Buffer> pages, HttpConnection connection) {
        return pages.onFailure()
                .invoke(failure -> LOG.error("an export failed after it had begun", failure))
                .onFailure()
                .call(() -> Uni.createFrom().completionStage(connection.close().toCompletionStage()))
                .onFailure()
                .recoverWithCompletion();
    }

    /// The format that the client prefers among those it accepts.
    private static ExportFormat accepted(HttpHeaders headers) {
        return acceptable(headers).stream()
                .filter(type -> !ZERO_WEIGHT
                        .matcher(type.getParameters().getOrDefault("q", "1"))
                        .matches())
                .flatMap(ExportResource::compatible)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemKind.NOT_ACCEPTABLE,
                                "The route offers text/csv and application/x-ndjson; \"Accept\" allows neither.")
                        .asException());
    }

    private static List<MediaType> acceptable(HttpHeaders headers) {
        try {
            return headers.getAcceptableMediaTypes();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Stream<ExportFormat> compatible(MediaType type) {
        return Arrays.stream(ExportFormat.values())
                .filter(format -> type.isCompatible(MediaType.valueOf(format.mediaType())))
                .limit(1);
    }
}
