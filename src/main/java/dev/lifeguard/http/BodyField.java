package dev.lifeguard.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// A field that a JSON body may have. One definition serves both the check of a body and the OpenAPI document.
public interface BodyField {
    /// Its name in the JSON.
    String word();

    /// Whether a new record must have it.
    boolean isRequired();

    /// The error message for a value that is present, even as null. Empty if the value is valid.
    Optional<String> fault(JsonNode value);

    /// The valid values, in words that complete the sentence "must be …".
    String takes();

    Schema schema();
}
