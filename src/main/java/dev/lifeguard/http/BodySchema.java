package dev.lifeguard.http;

import java.util.Collection;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Builds the schema of a body for the OpenAPI document.
public final class BodySchema {
    private BodySchema() {}

    /// The schema of a whole record.
    public static Schema whole(String description, Collection<? extends BodyField> fields) {
        Schema schema = part(description, fields);
        fields.stream().filter(BodyField::isRequired).forEach(field -> schema.addRequired(field.word()));
        return schema;
    }

    /// The schema of a change: every field is optional.
    public static Schema part(String description, Collection<? extends BodyField> fields) {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
        fields.forEach(field -> schema.addProperty(field.word(), field.schema()));
        return schema;
    }
}
