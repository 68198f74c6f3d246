package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeguard.security.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Responses in documents have the form of those of the API.
class ExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|json)\n(.*?)^```$");

    /// A block of JSON.
    ///
    /// @param names of the fields of the API, and names that `jq` gives
    /// @param cut whether the last command before it ends in `jq`
    private record Example(Document page, String text, Set<String> names, boolean cut) {
        /// Parts that are left out are empty objects or lists. A number beside them is the status.
        List<JsonNode> values() {
            String whole = text.replace("{…}", "{}").replace("[…]", "[]");
            try (MappingIterator<JsonNode> values =
                    new ObjectMapper().readerFor(JsonNode.class).readValues(whole)) {
                return values.readAll().stream().filter(JsonNode::isObject).toList();
            } catch (IOException e) {
                throw new AssertionError(page + ": " + text, e);
            }
        }

        @Override
        public String toString() {
            return page + ": " + text;
        }
    }

    @Test
    void aResponseIsARecordOfTheApiOrAPartOfOneCutByJq() {
        assertThat(examples())
                .filteredOn(example -> !isAToken(example))
                .hasSizeGreaterThan(20)
                .allSatisfy(example -> assertThat(example.values())
                        .allMatch(value -> ApiDescription.describes(value)
                                || (example.cut() && example.names().containsAll(names(value)))));
    }

    @Test
    void theRolesOfATokenExist() {
        assertThat(examples())
                .filteredOn(ExamplesTest::isAToken)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example.values().getFirst().path("groups"))
                        .isNotEmpty()
                        .allMatch(role -> Role.ALL.contains(role.asText())));
    }

    private static boolean isAToken(Example example) {
        return example.values().getFirst().has("iss");
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (Document page : Document.pages()) {
            Set<String> names = new TreeSet<>(ApiDescription.names());
            boolean cut = false;
            for (MatchResult block : page.find(BLOCK).toList()) {
                if (block.group(1).equals("json")) {
                    examples.add(new Example(page, block.group(2), names, cut));
                } else {
                    List<Command> commands = Command.in(page, block.group(2)).toList();
                    cut = commands.getLast().is("jq");
                    commands.stream()
                            .filter(command -> command.is("jq"))
                            .forEach(jq -> names.addAll(Jq.of(jq).otherNames()));
                }
            }
        }
        return examples;
    }

    private static Set<String> names(JsonNode value) {
        Set<String> names = new TreeSet<>();
        value.properties().stream().map(Map.Entry::getKey).forEach(names::add);
        value.forEach(child -> names.addAll(names(child)));
        return names;
    }
}
