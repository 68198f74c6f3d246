package dev.lifeguard.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeguard.fixture.Token;
import dev.lifeguard.fuzz.Operation.Body;
import dev.lifeguard.fuzz.Operation.Parameter;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// A request for an operation. Most of it is valid, and any part can be faulty.
record FuzzRequest(Operation operation, String head, byte[] body) {
    private static final String EDITOR = "Authorization: " + Token.bearer("viewer", "editor", "operator");

    static FuzzRequest of(Operation operation, Values values, Map<String, List<UUID>> ids) {
        byte[] body = new byte[0];
        List<String> headers = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
        headers.add(values.oneIn(40) ? header("Authorization", values) : EDITOR);
        for (String name : List.of("If-Match", "If-None-Match", "Idempotency-Key", "Accept", "Accept-Language")) {
            if (values.oneIn(name.equals("Idempotency-Key") ? 5 : 15)) {
                headers.add(header(name, values));
            }
        }
        if (!operation.bodies().isEmpty()) {
            Body taken = values.oneOf(operation.bodies());
            body = body(taken, values);
            headers.add(values.oneIn(30) ? header("Content-Type", values) : "Content-Type: " + taken.mediaType());
            headers.add("Content-Length: " + body.length);
        }
        String head = "%s %s HTTP/1.1\r\n%s\r\n\r\n"
                .formatted(operation.method(), target(operation, values, ids), String.join("\r\n", headers));
        return new FuzzRequest(operation, head, body);
    }

    private static String header(String name, Values values) {
        String value = values.oneIn(3) ? "\"" + values.hostileText() + "\"" : values.hostileText();
        String line = value.codePoints()
                .filter(point -> point >= ' ' && point != 0x7f)
                .limit(500)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return name + ": " + line;
    }

    private static byte[] body(Body taken, Values values) {
        if (values.oneIn(6)) {
            return values.malformed();
        }
        return taken.mediaType().contains("json")
                ? values.fitting(taken.schema()).getBytes(UTF_8)
                : csv(values).getBytes(UTF_8);
    }

    private static String csv(Values values) {
        return values.oneIn(2) ? validCsv(values) : faultyCsv(values);
    }

    /// A file in which every line can be stored, although its notes are hostile.
    private static String validCsv(Values values) {
        StringBuilder csv = new StringBuilder("name,email,notes\r\n");
        for (int line = 0; line < 20; line++) {
            String notes =
                    values.hostileText().replaceAll("[\\p{Cntrl}\\p{Cs}]", "").replace("\"", "\"\"");
            csv.append("Fuzz,fuzz%d@example.com,\"%.5000s\"\r\n".formatted(line, notes));
        }
        return csv.toString();
    }

    private static String faultyCsv(Values values) {
        List<String> columns = List.of("name", "email", "status", "country", "notes", values.hostileText());
        StringBuilder csv = new StringBuilder(values.oneIn(3) ? "" : "name,email,notes\r\n");
        for (int line = 0; line < 20; line++) {
            csv.append(values.oneIn(4) ? values.oneOf(columns) : "Fuzz")
                    .append(values.oneIn(9) ? "\"" : ",")
                    .append(values.oneIn(4) ? values.hostileText() : "fuzz" + line + "@example.com")
                    .append(values.oneIn(9) ? ",," : ",")
                    .append("\"" + values.hostileText().replace("\"", "\"\"") + "\"")
                    .append(values.oneIn(9) ? "\r" : "\r\n");
        }
        return csv.toString();
    }

    private static String target(Operation operation, Values values, Map<String, List<UUID>> ids) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", inPath(parameter, values, idsOf(operation, ids)));
            } else if (parameter.in().equals("query") && values.oneIn(2)) {
                query.add(parameter.name() + "=" + encoded(text(parameter, values)));
            }
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static List<UUID> idsOf(Operation operation, Map<String, List<UUID>> ids) {
        return ids.getOrDefault(operation.path().startsWith("/api/orders") ? "orders" : "customers", List.of());
    }

    private static String inPath(Parameter parameter, Values values, List<UUID> ids) {
        boolean right = !values.oneIn(5);
        return right && !ids.isEmpty() ? values.oneOf(ids).toString() : encoded(text(parameter, values));
    }

    private static String text(Parameter parameter, Values values) {
        return values.oneIn(3) ? values.hostileText() : values.fittingText(parameter.schema());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    @Override
    public String toString() {
        String text = head.replaceAll("Bearer [\\w.-]+", "Bearer …") + new String(body, UTF_8);
        return text.length() > 1500 ? text.substring(0, 1500) + "…" : text;
    }
}
