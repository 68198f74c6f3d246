package dev.lifeguard.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;

/// Completes the OpenAPI document at build time with what holds for every route, so that no route has
/// to repeat it.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String BEARER = "bearerAuth";
    private static final List<Integer> ALWAYS = List.of(400, 406, 500, 503);
    private static final List<Integer> GUARDED = List.of(401, 403, 504);
    private static final List<Integer> WITH_BODY = List.of(413, 415, 422);

    private final RecordFields records;

    /// Called by the build.
    ///
    /// @param index every class of the application
    public ApiDocument(IndexView index) {
        this.records = new RecordFields(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.setServers(null);
        FrameworkRoutes.describe(document.getPaths());
        document.getComponents().getSchemas().forEach(records::describe);
        document.getComponents()
                .addSecurityScheme(BEARER, bearer())
                .addHeader("RequestId", requestId())
                .addSchema("Problem", ProblemResponses.schema())
                .addSchema("FieldError", ProblemResponses.fieldError());
        document.getPaths().getPathItems().values().forEach(ApiDocument::complete);
        document.getPaths().setPathItems(new TreeMap<>(document.getPaths().getPathItems()));
        document.getComponents()
                .setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
    }

    private static void complete(PathItem path) {
        path.getOperations().values().forEach(operation -> {
            boolean guarded =
                    operation.getSecurity() != null && !operation.getSecurity().isEmpty();
            boolean hasPathParameter = Stream.ofNullable(operation.getParameters())
                    .flatMap(List::stream)
                    .anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH);
            Stream.of(
                            ALWAYS.stream(),
                            guarded ? GUARDED.stream() : Stream.<Integer>of(),
                            hasPathParameter ? Stream.of(404) : Stream.<Integer>of(),
                            operation.getRequestBody() == null ? Stream.<Integer>of() : WITH_BODY.stream(),
                            ApiParameters.statuses(operation))
                    .flatMap(status -> status)
                    .forEach(status -> addProblem(operation, status));
            if (guarded) {
                operation.setSecurity(
                        List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
            }
            ApiParameters.describe(operation);
            addRequestId(operation);
        });
    }

    /// Keeps what a route declares for a status: `GET /health/db` has a 503 of its own.
    private static void addProblem(Operation operation, int status) {
        APIResponses responses = operation.getResponses();
        APIResponse declared = responses.getAPIResponse(Integer.toString(status));
        if (declared == null || declared.getContent() == null || status == 500) {
            responses.addAPIResponse(Integer.toString(status), ProblemResponses.of(status));
        }
    }

    private static void addRequestId(Operation operation) {
        Map<String, APIResponse> sorted = new TreeMap<>(operation.getResponses().getAPIResponses());
        sorted.values()
                .forEach(response -> response.addHeader(
                        RequestId.HEADER, OASFactory.createHeader().ref("#/components/headers/RequestId")));
        operation.getResponses().setAPIResponses(sorted);
    }

    private static Header requestId() {
        return OASFactory.createHeader()
                .description(
                        "The id in each log line about the request. Taken from the request if it has 1 to 64 of the characters `A-Za-z0-9._-`")
                .schema(ProblemResponses.text());
    }

    private static SecurityScheme bearer() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("A JWT with `viewer`, `editor` or `operator` in its `groups`");
    }
}
