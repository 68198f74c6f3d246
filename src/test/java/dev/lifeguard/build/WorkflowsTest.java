package dev.lifeguard.build;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Workflows have few rights, end in time, and run pinned actions that their owners cannot change
/// afterwards.
class WorkflowsTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern USES = Pattern.compile("(?m)^.*\\buses:(.*)$");
    private static final Pattern PINNED = Pattern.compile(" [\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(".github/workflows"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedToACommitWithItsVersion(Path workflow) throws IOException {
        assertThat(uses(workflow)).isNotEmpty().allMatch(PINNED.asMatchPredicate());
    }

    @Test
    void anActionHasOneVersionEverywhere() throws IOException {
        Set<String> pinned = workflows().stream().flatMap(WorkflowsTest::uses).collect(toSet());
        assertThat(pinned.stream().map(use -> use.split("@")[0])).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowMayReadAndAJobHasFewRights(Path workflow) throws IOException {
        JsonNode yaml = YAML.readTree(workflow.toFile());
        assertThat(yaml.path("permissions")).isEqualTo(YAML.readTree("contents: read"));
        assertThat(stream(yaml.path("jobs")).filter(job -> job.has("permissions")))
                .allSatisfy(job -> {
                    assertThat(job.path("permissions")).isEqualTo(YAML.readTree("contents: write"));
                    assertThat(job.path("environment").asText()).isEqualTo("release");
                });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyJobHasATimeoutAndANamedSystem(Path workflow) throws IOException {
        assertThat(stream(YAML.readTree(workflow.toFile()).path("jobs")))
                .isNotEmpty()
                .allMatch(job -> job.path("timeout-minutes").asInt(Integer.MAX_VALUE) <= 60)
                .noneMatch(job -> job.path("runs-on").asText("latest").contains("latest"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noTokenIsLeftInAClone(Path workflow) throws IOException {
        assertThat(steps(workflow))
                .filteredOn(step -> step.path("uses").asText().startsWith("actions/checkout@"))
                .isNotEmpty()
                .allMatch(step -> step.path("with").path("persist-credentials").isBoolean()
                        && !step.path("with").path("persist-credentials").asBoolean());
    }

    /// Text from outside, such as the name of a branch, would run as part of the script.
    @ParameterizedTest
    @MethodSource("workflows")
    void noExpressionIsInsertedIntoAScript(Path workflow) throws IOException {
        assertThat(steps(workflow)).noneMatch(step -> step.path("run").asText().contains("${{"));
    }

    @Test
    void everythingThatDependabotUpdatesExists() throws IOException {
        JsonNode updates =
                YAML.readTree(ROOT.resolve(".github/dependabot.yml").toFile()).path("updates");
        assertThat(stream(updates).map(update -> update.path("directory").asText()))
                .isNotEmpty()
                .allMatch(folder -> Files.isDirectory(ROOT.resolve(folder.substring(1))));
    }

    private static Stream<String> uses(Path workflow) {
        try {
            return USES.matcher(Files.readString(workflow)).results().map(use -> use.group(1)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> steps(Path workflow) throws IOException {
        return stream(YAML.readTree(workflow.toFile()).path("jobs"))
                .flatMap(job -> stream(job.path("steps")))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
