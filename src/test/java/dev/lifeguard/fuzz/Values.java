package dev.lifeguard.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Random values: some fit a schema, others fit nothing.
final class Values {
    private static final List<String> HOSTILE_TEXT = List.of(
            "",
            " ",
            "null",
            "'; drop table customers; --",
            "' or '1'='1",
            "1) union select version()--",
            "%' escape '\\",
            "%_\\%",
            "\\",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "=cmd|' /C calc'!A0",
            "../../etc/passwd",
            "a\u0000b",
            "\u0007\u001b[31m",
            "line\r\nSet-Cookie: a=b",
            "İıŞşĞğ",
            "مرحبا بالعالم",
            "李明",
            "👩‍👩‍👧‍👦",
            "e\u0301\u0301\u0301\u0301",
            "\u202eright to left",
            "\ufeff",
            "\ud800",
            "\uffff",
            "NaN",
            "-0",
            "1e309",
            "9".repeat(400),
            "x".repeat(321),
            "x".repeat(20_000),
            "2026-02-30T25:61:61Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00",
            "Europe/Atlantis",
            "[object Object]",
            "ZZ",
            "tr",
            "a@b",
            "@@");

    private static final List<String> HOSTILE_JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "99999999999999999999999999",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"\":{}}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\udc00\\ud800\"");

    private final Random random;
    private final JsonObject document;

    Values(Random random, JsonObject document) {
        this.random = random;
        this.document = document;
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /// True once in so many calls, on average.
    boolean oneIn(int in) {
        return random.nextInt(in) == 0;
    }

    String hostileText() {
        return oneOf(HOSTILE_TEXT);
    }

    /// A well-formed JSON value that is most likely wrong where it is used.
    String hostileJson() {
        return oneIn(3)
                ? JsonText.quoted(hostileText())
                : oneIn(12) ? nested(1 + random.nextInt(5000)) : oneOf(HOSTILE_JSON);
    }

    private String nested(int depth) {
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    /// A body that is malformed as bytes or as JSON.
    byte[] malformed() {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0};
            case 2 -> new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'};
            case 3 -> "{\"name\":\"a\",\"name\":\"b\"}".getBytes(StandardCharsets.UTF_8);
            case 4 -> "{\"name\":".getBytes(StandardCharsets.UTF_8);
            case 5 -> nested(20_000).getBytes(StandardCharsets.UTF_8);
            case 6 -> bytes(random.nextInt(200));
            default -> hostileJson().getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// A JSON value that fits a schema, as far as the schema says.
    String fitting(JsonObject schema) {
        JsonObject known = resolved(schema);
        if (known.containsKey("enum")) {
            return JsonText.of(oneOf(known.getJsonArray("enum").getList()));
        }
        if (known.containsKey("examples") && (known.containsKey("pattern") || oneIn(3))) {
            return JsonText.of(oneOf(known.getJsonArray("examples").getList()));
        }
        return switch (type(known)) {
            case "object" -> object(known);
            case "array" -> "[" + fitting(known.getJsonObject("items", new JsonObject())) + "]";
            case "integer" -> Long.toString(whole(known));
            case "number" -> Double.toString(random.nextDouble() * 100);
            case "boolean" -> Boolean.toString(random.nextBoolean());
            case "null" -> "null";
            default -> JsonText.quoted(text(known));
        };
    }

    /// Text for a path, a query or a header that fits a schema.
    String fittingText(JsonObject schema) {
        String json = fitting(schema);
        return json.startsWith("\"") ? JsonText.unquoted(json) : json;
    }

    private String object(JsonObject schema) {
        StringBuilder json = new StringBuilder("{");
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        schema.getJsonObject("properties", new JsonObject()).forEach(property -> {
            if (required.contains(property.getKey()) || random.nextBoolean()) {
                json.append(json.length() == 1 ? "" : ",")
                        .append(JsonText.quoted(oneIn(60) ? hostileText() : property.getKey()))
                        .append(':')
                        .append(oneIn(8) ? hostileJson() : value(property.getKey(), (JsonObject) property.getValue()));
            }
        });
        return json.append('}').toString();
    }

    /// A value for a property. No schema says that addresses are unique, so those are random.
    private String value(String name, JsonObject schema) {
        return name.equals("email")
                ? JsonText.quoted("fuzz.%x@example.com".formatted(random.nextLong()))
                : fitting(schema);
    }

    private JsonObject resolved(JsonObject schema) {
        JsonObject known = schema;
        for (int i = 0; i < 5 && (known.containsKey("$ref") || known.containsKey("anyOf")); i++) {
            known = known.containsKey("$ref")
                    ? referred(known)
                    : oneOf(known.getJsonArray("anyOf").stream()
                            .map(JsonObject.class::cast)
                            .toList());
        }
        return known;
    }

    private JsonObject referred(JsonObject schema) {
        String name = schema.getString("$ref").replaceFirst(".*/", "");
        return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    private String type(JsonObject schema) {
        @Nullable Object type = schema.getValue("type");
        if (type instanceof JsonArray several) {
            return several.getString(random.nextInt(several.size()));
        }
        return type == null ? "string" : type.toString();
    }

    private long whole(JsonObject schema) {
        long least = schema.getLong("minimum", 0L);
        long most = schema.getLong("maximum", least + 1000);
        return least + random.nextLong(Math.max(1, Math.min(most - least, Integer.MAX_VALUE) + 1));
    }

    private String text(JsonObject schema) {
        return switch (schema.getString("format", "")) {
            case "uuid" -> "0197f1c0-0000-7000-8000-%012x".formatted(random.nextInt(100));
            case "date-time" ->
                "2026-0%d-1%dT0%d:00:00Z".formatted(1 + random.nextInt(9), random.nextInt(9), random.nextInt(9));
            case "date" -> "2026-0%d-1%d".formatted(1 + random.nextInt(9), random.nextInt(9));
            default -> "text " + random.nextInt(1000);
        };
    }
}
