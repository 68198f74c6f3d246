package dev.lifeguard.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// A field that a JSON body may have. What it takes is said once: a body is checked by it, and the API's document is
/// written from it.
public interface BodyField {
    /// Its name in the JSON.
    String word();

    /// Whether a record cannot do without it.
    boolean isRequired();

    /// What is wrong with a value that is there, be it null.
    Optional<String> fault(JsonNode value);

    /// Completes the sentence "must be …".
    String takes();

    Schema schema();
}
