package dev.lifeguard.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the JSON body of a request, and writes records as JSON text.
@ApplicationScoped
public class Json {
    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Reads a body that has to be a JSON object, in valid UTF-8: the parser alone would guess other
    /// encodings and accept some invalid bytes.
    public JsonBody object(byte @Nullable [] body) {
        try {
            JsonNode content = mapper.readTree(text(body));
            if (content instanceof ObjectNode object) {
                return new JsonBody(object);
            }
            throw malformed(
                            content.isMissingNode()
                                    ? "The request has no body."
                                    : "The body must be a JSON object, and it is another value.")
                    .asException();
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation()).causedBy(e);
        }
    }

    /// A record as JSON text.
    public String text(Object content) {
        try {
            return mapper.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record cannot be written as JSON", e);
        }
    }

    private static String text(byte @Nullable [] body) {
        try {
            return body == null
                    ? ""
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString();
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8.").causedBy(e);
        }
    }

    private static Problem malformed(@Nullable JsonLocation place) {
        return malformed(
                place == null
                        ? "The body is not valid JSON."
                        : "The body is not valid JSON, at line %d, column %d."
                                .formatted(place.getLineNr(), place.getColumnNr()));
    }

    private static Problem malformed(String detail) {
        return Problem.of(ProblemKind.MALFORMED_REQUEST, detail);
    }
}
