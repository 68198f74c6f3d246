package dev.lifeguard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/// Says in the API's document which fields of an answer are always there and which may be null, as the records know
/// it: a client made from the document need not guess.
final class RecordFields {
    private final IndexView index;

    RecordFields(IndexView index) {
        this.index = index;
    }

    /// Completes the schema of a record; leaves a schema alone that no record stands behind. Several records may have
    /// the same simple name: it is the one that has these fields.
    void describe(String name, Schema schema) {
        if (schema.getProperties() == null) {
            return;
        }
        index.getKnownClasses().stream()
                .filter(it -> it.isRecord() && it.name().toString().startsWith("dev.lifeguard."))
                .filter(it -> it.simpleName().equals(name)
                        && fields(it).equals(schema.getProperties().keySet()))
                .findFirst()
                .ifPresent(it -> describe(it, schema));
    }

    private static Set<String> fields(ClassInfo type) {
        return type.recordComponents().stream().map(RecordFields::field).collect(Collectors.toSet());
    }

    private static String field(RecordComponentInfo component) {
        AnnotationInstance named = component.annotation(DotName.createSimple(JsonProperty.class));
        return named == null ? SnakeCase.of(component.name()) : named.value().asString();
    }

    private static void describe(ClassInfo type, Schema schema) {
        for (RecordComponentInfo component : type.recordComponents()) {
            String field = field(component);
            boolean nullable = isNullable(component);
            boolean leavesNullsOut = leavesNullsOut(type, component);
            if (!(nullable && leavesNullsOut)) {
                require(schema, field);
            }
            Schema described = schema.getProperties().get(field);
            if (nullable && !leavesNullsOut && described != null) {
                schema.addProperty(field, orNull(described));
            }
        }
    }

    /// Said of the whole record, or of one field of it.
    private static boolean leavesNullsOut(ClassInfo type, RecordComponentInfo component) {
        return type.hasDeclaredAnnotation(JsonInclude.class)
                || type.field(component.name()).hasDeclaredAnnotation(JsonInclude.class);
    }

    private static boolean isNullable(RecordComponentInfo component) {
        return component.type().hasAnnotation(DotName.createSimple(Nullable.class))
                || component.type().name().equals(DotName.createSimple(Optional.class));
    }

    private static void require(Schema schema, String field) {
        if (schema.getRequired() == null || !schema.getRequired().contains(field)) {
            schema.addRequired(field);
        }
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() == null) {
            boolean said = schema.getType() != null && schema.getType().contains(SchemaType.NULL);
            return said ? schema : schema.addType(SchemaType.NULL);
        }
        return OASFactory.createSchema()
                .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
    }
}
