package dev.lifeguard.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// What the API's document says of versions and keys: a route shows by its parameters that it has to do with them.
final class ApiHeaders {
    private static final Map<String, String> WORDS = Map.of(
            "If-Match", "The `ETag` that was read: the change is refused if the record has changed since",
            "If-None-Match", "The `ETag` of what the client has: 304 if that is still right",
            "Idempotency-Key",
                    "A name for this wish, of 1 to 255 visible ASCII characters: whoever sends the same request again "
                            + "within 24 hours gets the same answer, and nothing happens twice");

    private ApiHeaders() {}

    /// Which problems an operation may answer because of them.
    static Stream<Integer> statuses(Operation operation) {
        return parameters(operation).flatMap(parameter -> switch (parameter.getName()) {
            case "If-Match" -> Stream.of(409, 412);
            case "Idempotency-Key" -> Stream.of(409);
            default -> Stream.of();
        });
    }

    static void describe(Operation operation) {
        List<Parameter> parameters = parameters(operation).toList();
        parameters.forEach(
                parameter -> parameter.schema(ProblemResponses.text()).description(WORDS.get(parameter.getName())));
        if (parameters.isEmpty()) {
            return;
        }
        Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
        responses.forEach((status, response) -> {
            if (response.getContent() != null && status.startsWith("2")) {
                response.addHeader("ETag", header("The version of the record"));
            }
            if (status.equals("201")) {
                response.addHeader("Location", header("The path of the record"));
            }
        });
        if (parameters.stream().anyMatch(parameter -> parameter.getName().equals("If-None-Match"))) {
            operation
                    .getResponses()
                    .addAPIResponse("304", OASFactory.createAPIResponse().description("What the client has is right"));
        }
    }

    private static Header header(String description) {
        return OASFactory.createHeader().description(description).schema(ProblemResponses.text());
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .filter(parameter ->
                        parameter.getIn() == Parameter.In.HEADER && WORDS.containsKey(parameter.getName()));
    }
}
