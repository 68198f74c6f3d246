package dev.lifeguard.nativeimage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an image is told to keep for reflection, and as resources. Conditions are taken for met.
final class Registered {
    private final Map<String, List<JsonNode>> types = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Map<String, Set<String>> providers = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();
    private final Set<String> bundles = new HashSet<>();
    private final Set<String> proxies = new HashSet<>();

    /// Adds a file of metadata, of whatever kind it is.
    void add(JsonNode content) {
        for (JsonNode entry : content) {
            if (entry.has("name")) {
                types.computeIfAbsent(entry.path("name").asText(), name -> new ArrayList<>())
                        .add(entry);
            } else if (entry.has("interfaces")) {
                proxies.add(entry.path("interfaces")
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(",")));
            }
        }
        content.path("resources")
                .path("includes")
                .forEach(it -> resources.add(Pattern.compile(it.path("pattern").asText())));
        content.path("bundles").forEach(it -> bundles.add(it.path("name").asText()));
    }

    /// Adds what a file of a service lists.
    void addProviders(String service, String content) {
        content.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(provider -> providers
                        .computeIfAbsent(service, name -> new HashSet<>())
                        .add(provider));
    }

    /// Adds classes that are registered with all that they have.
    void addNamed(Set<String> names) {
        named.addAll(names);
    }

    boolean has(Reached reached) {
        return named.contains(reached.subject()) || isTold(reached);
    }

    private boolean isTold(Reached reached) {
        return switch (reached.kind()) {
            case "type" -> types.containsKey(reached.subject());
            case "all" -> hasAll(reached.subject(), reached.member());
            case "member", "field", "handle" -> hasMember(reached.subject(), reached.member());
            case "resource" -> hasResource(reached.subject());
            case "bundle" ->
                bundles.contains(reached.subject())
                        || hasResource(reached.subject().replace('.', '/') + ".properties");
            case "service" -> hasService(reached.subject());
            case "proxy" -> proxies.contains(reached.subject());
            default -> false;
        };
    }

    /// Whether a service can be loaded: its file is there, and its providers can be made.
    private boolean hasService(String name) {
        Set<String> made = providers.getOrDefault(name, Set.of());
        return made.isEmpty()
                || hasResource("META-INF/services/" + name) && made.stream().allMatch(it -> hasMember(it, "<init>"));
    }

    private boolean hasMember(String type, String member) {
        String name = member.replaceFirst("\\(.*", "");
        boolean listed = Stream.of("methods", "queriedMethods", "fields")
                .flatMap(list ->
                        entries(type).stream().flatMap(entry -> entry.path(list).valueStream()))
                .anyMatch(it -> it.path("name").asText().equals(name));
        return listed || (name.equals("<init>") ? hasAll(type, "constructors") : hasAll(type, "methods", "fields"));
    }

    /// Whether all of one of these kinds are registered, as by `allDeclaredMethods` and `queryAllPublicMethods`. The
    /// components of a record come with the class.
    private boolean hasAll(String type, String... kinds) {
        return entries(type).stream()
                .flatMap(JsonNode::propertyStream)
                .map(property -> property.getKey().toLowerCase(Locale.ROOT))
                .anyMatch(key -> key.equals("name") && kinds[0].equals("components")
                        || key.contains("all") && Stream.of(kinds).anyMatch(key::endsWith));
    }

    private List<JsonNode> entries(String type) {
        return types.getOrDefault(type, List.of());
    }

    private boolean hasResource(String name) {
        return resources.stream().anyMatch(it -> it.matcher(name).matches());
    }
}
