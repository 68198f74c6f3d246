package dev.lifeguard.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Problems as the API's document tells of them.
final class ProblemResponses {
    private ProblemResponses() {}

    /// The answer with a status: which kinds of problem it may be, and an example of the first.
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

    /// Not read from the record, which no route gives back.
    static Schema schema() {
        return object(List.of("type", "title", "status", "detail", "request_id"))
                .description("What went wrong (RFC 9457)")
                .addProperty("type", text().description("Its kind, which never changes its meaning"))
                .addProperty("title", text())
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .format("int32"))
                .addProperty("detail", text().description("What was asked, what was found, what is allowed"))
                .addProperty("request_id", text().description("Stands in the log as well"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .description("The fields that are wrong, where fields are the matter")
                                .items(OASFactory.createSchema().ref("#/components/schemas/FieldError")));
    }

    static Schema fieldError() {
        return object(List.of("field", "message"))
                .addProperty(
                        "line",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .format("int64")
                                .description("Where it is, if the body is a file of lines"))
                .addProperty(
                        "field", text().description("Its path in the JSON, or the name of the parameter or column"))
                .addProperty("message", text().description("What it takes"));
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
