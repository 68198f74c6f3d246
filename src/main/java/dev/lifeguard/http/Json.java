package dev.lifeguard.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads bodies where a route wants to judge them by itself, and writes records where their text is wanted.
@ApplicationScoped
public class Json {
    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// The object that a body is. Strictly UTF-8: the parser would guess other encodings, and lets some bytes pass
    /// that are none.
    public JsonBody object(byte @Nullable [] body) {
        try {
            JsonNode content = mapper.readTree(text(body));
            if (content instanceof ObjectNode object) {
                return new JsonBody(object);
            }
            throw malformed(
                            content.isMissingNode()
                                    ? "The request has no body."
                                    : "The body has to be a JSON object, and is another value.")
                    .asException();
        } catch (JsonProcessingException e) {
            throw ProblemMapper.unreadable(e).causedBy(e);
        }
    }

    /// A record as it goes out.
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

    private static Problem malformed(String detail) {
        return Problem.of(ProblemKind.MALFORMED_REQUEST, detail);
    }
}
