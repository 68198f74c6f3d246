package dev.lifeguard.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Describes the ids, versions and idempotency keys in the OpenAPI document.
final class ApiParameters {
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "If-Match",
                    "The `ETag` of the version that the change is based on. If the record has changed since, the change is refused",
            "If-None-Match",
                    "The `ETag` of the version that the client has. If it is still current, the response is 304",
            "Idempotency-Key",
                    "A name for this request, of 1 to 255 visible ASCII characters. If the same request is sent again "
                            + "within 24 hours, it gets the same response, and nothing is done twice");

    private ApiParameters() {}

    /// The statuses of the problems that an operation may respond with because of them.
    static Stream<Integer> statuses(Operation operation) {
        return headers(operation).flatMap(parameter -> switch (parameter.getName()) {
            case "If-Match" -> Stream.of(409, 412);
            case "Idempotency-Key" -> Stream.of(409);
            default -> Stream.of();
        });
    }

    static void describe(Operation operation) {
        ids(operation).forEach(id -> id.schema(OASFactory.createSchema().ref("#/components/schemas/UUID")));
        List<Parameter> headers = headers(operation).toList();
        headers.forEach(
                header -> header.schema(ProblemResponses.text()).description(DESCRIPTIONS.get(header.getName())));
        if (!headers.isEmpty()) {
            addResponseHeaders(operation, headers);
        }
    }

    private static void addResponseHeaders(Operation operation, List<Parameter> headers) {
        Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
        responses.forEach((status, response) -> {
            if (response.getContent() != null && status.startsWith("2")) {
                response.addHeader("ETag", header("The version of the record"));
            }
            if (status.equals("201")) {
                response.addHeader("Location", header("The path of the record"));
            }
        });
        if (headers.stream().anyMatch(header -> header.getName().equals("If-None-Match"))) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "304",
                            OASFactory.createAPIResponse().description("The version that the client has is current"));
        }
    }

    private static Header header(String description) {
        return OASFactory.createHeader().description(description).schema(ProblemResponses.text());
    }

    private static Stream<Parameter> headers(Operation operation) {
        return all(operation)
                .filter(parameter ->
                        parameter.getIn() == Parameter.In.HEADER && DESCRIPTIONS.containsKey(parameter.getName()));
    }

    private static Stream<Parameter> ids(Operation operation) {
        return all(operation)
                .filter(parameter -> parameter.getIn() == Parameter.In.PATH
                        && parameter.getName().equals(RecordId.NAME));
    }

    private static Stream<Parameter> all(Operation operation) {
        return Stream.ofNullable(operation.getParameters()).flatMap(List::stream);
    }
}
