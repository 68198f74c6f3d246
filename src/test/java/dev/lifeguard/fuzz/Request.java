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

/// A request for an operation, of which most is right and something may be terribly wrong.
record Request(Operation operation, String head, byte[] body) {
    private static final String EDITOR = "Authorization: " + Token.bearer("viewer", "editor", "operator");

    static Request of(Operation operation, Values values, Map<String, List<UUID>> known) {
        byte[] body = new byte[0];
        List<String> headers = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
        headers.add(values.once(40) ? header("Authorization", values) : EDITOR);
        for (String name : List.of("If-Match", "If-None-Match", "Idempotency-Key", "Accept", "Accept-Language")) {
            if (values.once(name.equals("Idempotency-Key") ? 5 : 15)) {
                headers.add(header(name, values));
            }
        }
        if (!operation.bodies().isEmpty()) {
            Body taken = values.oneOf(operation.bodies());
            body = body(taken, values);
            headers.add(values.once(30) ? header("Content-Type", values) : "Content-Type: " + taken.mediaType());
            headers.add("Content-Length: " + body.length);
        }
        String head = "%s %s HTTP/1.1\r\n%s\r\n\r\n"
                .formatted(operation.method(), target(operation, values, known), String.join("\r\n", headers));
        return new Request(operation, head, body);
    }

    private static String header(String name, Values values) {
        String value = values.once(3) ? "\"" + values.evilText() + "\"" : values.evilText();
        String line = value.codePoints()
                .filter(point -> point >= ' ' && point != 0x7f)
                .limit(500)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return name + ": " + line;
    }

    private static byte[] body(Body taken, Values values) {
        if (values.once(6)) {
            return values.broken();
        }
        return taken.mediaType().contains("json")
                ? values.fitting(taken.schema()).getBytes(UTF_8)
                : csv(values).getBytes(UTF_8);
    }

    private static String csv(Values values) {
        return values.once(2) ? goodCsv(values) : badCsv(values);
    }

    /// Every line of it can be stored, evil as its notes may be.
    private static String goodCsv(Values values) {
        StringBuilder csv = new StringBuilder("name,email,notes\r\n");
        for (int line = 0; line < 20; line++) {
            String notes =
                    values.evilText().replaceAll("[\\p{Cntrl}\\p{Cs}]", "").replace("\"", "\"\"");
            csv.append("Fuzz,fuzz%d@example.com,\"%.5000s\"\r\n".formatted(line, notes));
        }
        return csv.toString();
    }

    private static String badCsv(Values values) {
        List<String> columns = List.of("name", "email", "status", "country", "notes", values.evilText());
        StringBuilder csv = new StringBuilder(values.once(3) ? "" : "name,email,notes\r\n");
        for (int line = 0; line < 20; line++) {
            csv.append(values.once(4) ? values.oneOf(columns) : "Fuzz")
                    .append(values.once(9) ? "\"" : ",")
                    .append(values.once(4) ? values.evilText() : "fuzz" + line + "@example.com")
                    .append(values.once(9) ? ",," : ",")
                    .append("\"" + values.evilText().replace("\"", "\"\"") + "\"")
                    .append(values.once(9) ? "\r" : "\r\n");
        }
        return csv.toString();
    }

    private static String target(Operation operation, Values values, Map<String, List<UUID>> known) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", inPath(parameter, values, idsFor(operation, known)));
            } else if (parameter.in().equals("query") && values.once(2)) {
                query.add(parameter.name() + "=" + encoded(text(parameter, values)));
            }
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static List<UUID> idsFor(Operation operation, Map<String, List<UUID>> known) {
        return known.getOrDefault(operation.path().startsWith("/api/orders") ? "orders" : "customers", List.of());
    }

    private static String inPath(Parameter parameter, Values values, List<UUID> known) {
        boolean right = !values.once(5);
        return right && !known.isEmpty() ? values.oneOf(known).toString() : encoded(text(parameter, values));
    }

    private static String text(Parameter parameter, Values values) {
        return values.once(3) ? values.evilText() : values.fittingText(parameter.schema());
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
