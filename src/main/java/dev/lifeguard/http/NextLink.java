package dev.lifeguard.http;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The header `Link` that leads to the next page (RFC 8288).
public final class NextLink {
    private static final String CURSOR = "cursor";

    private NextLink() {}

    /// A link to the same list, continued at a cursor. It is relative and has no path, so that it works
    /// behind any proxy.
    public static String to(String cursor, UriInfo current) {
        String query = Stream.concat(
                        current.getQueryParameters().entrySet().stream()
                                .filter(parameter -> !parameter.getKey().equals(CURSOR))
                                .flatMap(parameter ->
                                        parameter.getValue().stream().map(value -> pair(parameter.getKey(), value))),
                        Stream.of(pair(CURSOR, cursor)))
                .collect(Collectors.joining("&"));
        return "<?%s>; rel=\"next\"".formatted(query);
    }

    private static String pair(String name, String value) {
        return encoded(name) + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
