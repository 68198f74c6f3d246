package dev.lifeguard.http;

import java.util.Collection;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// A body as the API's document shows it.
public final class BodySchema {
    private BodySchema() {}

    /// A whole record.
    public static Schema whole(String description, Collection<? extends BodyField> fields) {
        Schema schema = part(description, fields);
        fields.stream().filter(BodyField::isRequired).forEach(field -> schema.addRequired(field.word()));
        return schema;
    }

    /// Some fields of a record.
    public static Schema part(String description, Collection<? extends BodyField> fields) {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
        fields.forEach(field -> schema.addProperty(field.word(), field.schema()));
        return schema;
    }
}
