package dev.lifeguard.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Describes problems in the OpenAPI document.
final class ProblemResponses {
    private ProblemResponses() {}

    /// The response with a status: the kinds of problem that it may hold, and an example of the first kind.
    static APIResponse of(int status) {
        List<ProblemKind> kinds = Stream.of(ProblemKind.values())
                .filter(kind -> kind.status() == status)
                .toList();
        String description = kinds.stream()
                .map(kind -> "`%s`: %s".formatted(kind.slug(), kind.meaning()))
                .collect(Collectors.joining("\n\n"));
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemBody.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))
                                        .example(example(kinds.getFirst()))));
    }

    /// Written by hand, because no route returns the record that it could be generated from.
    static Schema schema() {
        return object(List.of("type", "title", "status", "detail", "request_id"))
                .description("What went wrong (RFC 9457)")
                .addProperty("type", text().description("The kind of problem. The meaning of a type never changes"))
                .addProperty("title", text())
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .format("int32"))
                .addProperty("detail", text().description("What was requested, what was found, what is allowed"))
                .addProperty("request_id", text().description("The id of the request, as in the log"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .description("The wrong fields, if the problem is about fields")
                                .items(OASFactory.createSchema().ref("#/components/schemas/FieldError")));
    }

    static Schema fieldError() {
        return object(List.of("field", "message"))
                .addProperty(
                        "line",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .format("int64")
                                .description("The line number, if the body is a file of lines"))
                .addProperty(
                        "field", text().description("Its path in the JSON, or the name of the parameter or column"))
                .addProperty("message", text().description("What is wrong, or what is allowed"));
    }

    static Schema text() {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
    }

    private static Schema object(List<String> required) {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.OBJECT)).required(required);
    }

    private static Map<String, Object> example(ProblemKind kind) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", kind.type());
        example.put("title", kind.title());
        example.put("status", kind.status());
        example.put("detail", kind.meaning());
        example.put("request_id", "3f9f22df84b0f068");
        return example;
    }
}
