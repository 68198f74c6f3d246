package dev.lifeguard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/// Adds to the OpenAPI document which fields of a response are always present and which may be null. It
/// reads that from the records, so that a generated client is exact.
final class RecordFields {
    private final IndexView index;

    RecordFields(IndexView index) {
        this.index = index;
    }

    /// Completes the schema of a record; other schemas are not changed. Several records may have the
    /// same simple name; the right one is the one with these fields.
    void describe(String name, Schema schema) {
        if (schema.getProperties() == null) {
            return;
        }
        index.getKnownClasses().stream()
                .filter(it -> it.isRecord() && it.name().toString().startsWith("dev.lifeguard."))
                .filter(it -> schemaName(it).equals(name)
                        && fields(it).equals(schema.getProperties().keySet()))
                .findFirst()
                .ifPresent(it -> describe(it, schema));
    }

    /// The name that `@Schema` gives it, or else its own.
    private static String schemaName(ClassInfo type) {
        AnnotationInstance schema =
                type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        AnnotationValue name = schema == null ? null : schema.value("name");
        return name == null ? type.simpleName() : name.asString();
    }

    private static Set<String> fields(ClassInfo type) {
        return Stream.concat(type.recordComponents().stream().map(RecordFields::field), computedFields(type).stream())
                .collect(Collectors.toSet());
    }

    /// Fields that are no components, but methods with `@JsonProperty`.
    private static List<String> computedFields(ClassInfo type) {
        return type.methods().stream()
                .filter(it -> it.hasDeclaredAnnotation(JsonProperty.class) && type.recordComponent(it.name()) == null)
                .map(it -> SnakeCase.of(it.name()))
                .toList();
    }

    private static String field(RecordComponentInfo component) {
        AnnotationInstance named = component.annotation(DotName.createSimple(JsonProperty.class));
        return named == null ? SnakeCase.of(component.name()) : named.value().asString();
    }

    private static void describe(ClassInfo type, Schema schema) {
        computedFields(type).forEach(field -> require(schema, field));
        for (RecordComponentInfo component : type.recordComponents()) {
            String field = field(component);
            boolean nullable = isNullable(component);
            boolean omitsNulls = omitsNulls(type, component);
            if (!(nullable && omitsNulls)) {
                require(schema, field);
            }
            Schema described = schema.getProperties().get(field);
            if (nullable && !omitsNulls && described != null) {
                schema.addProperty(field, orNull(described));
            }
        }
    }

    /// The annotation may be on the record or on one of its fields.
    private static boolean omitsNulls(ClassInfo type, RecordComponentInfo component) {
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
            boolean marked = schema.getType() != null && schema.getType().contains(SchemaType.NULL);
            return marked ? schema : schema.addType(SchemaType.NULL);
        }
        return OASFactory.createSchema()
                .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
    }
}
