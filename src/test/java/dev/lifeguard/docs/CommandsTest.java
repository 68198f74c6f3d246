package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lifeguard.security.Role;
import dev.lifeguard.setup.Setting;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arguments of commands in documents, workflows and images exist. Whether the commands work is
/// tested elsewhere, or needs a network, a cluster or a container engine.
class CommandsTest {
    /// The first one starts a native binary.
    private static final Set<String> TOOLS = Set.of(
            "./target/lifeguard-" + Project.version() + "-runner",
            "./mvnw",
            ".ci/images",
            ".ci/reproducible",
            "java",
            "curl",
            "jq",
            "export",
            "docker",
            "helm",
            "kubectl",
            "npm",
            "npx",
            "cd",
            "grep",
            "tail");

    private static final Pattern OBJECT_IN_A_CLUSTER = Pattern.compile("([a-z]+)/([a-z-]+)");

    private static final List<Command> COMMANDS = Command.all();

    @Test
    void everyToolIsKnownToThisTest() {
        assertThat(Command.inDocuments())
                .isNotEmpty()
                .allMatch(command -> TOOLS.contains(command.words().getFirst()));
    }

    @Test
    void goalsProfilesAndPropertiesOfMavenExist() {
        assertThat(of("./mvnw"))
                .isNotEmpty()
                .allMatch(mvnw -> mvnw.words().stream()
                        .skip(1)
                        .filter(word -> !word.startsWith("-"))
                        .allMatch(Project::hasGoal))
                .allMatch(mvnw -> mvnw.with("-P").stream().allMatch(Project::hasProfile))
                .allMatch(mvnw -> mvnw.with("-D").stream()
                        .map(property -> property.split("=", 2)[0])
                        .allMatch(Project::hasProperty));
    }

    @Test
    void everyTestAndBenchmarkThatIsRunExists() {
        assertThat(of("./mvnw"))
                .allMatch(mvnw -> Stream.of("-Dtest=", "-Dit.test=")
                        .flatMap(option -> mvnw.with(option).stream())
                        .flatMap(names -> Arrays.stream(names.split(",")))
                        .allMatch(Project::hasClass))
                .allMatch(mvnw -> mvnw.with("-Dbench=").stream()
                        .allMatch(name -> Project.hasBenchmark(
                                mvnw.with("-Droom=").stream().findFirst().orElse("pool"), name)));
    }

    @Test
    void everyFileThatIsPassedExistsOrIsBuilt() {
        assertThat(COMMANDS.stream()
                        .flatMap(command -> command.words().stream()
                                .filter(Project::isOfOurs)
                                .map(word -> command.where() + ": " + word)))
                .isNotEmpty()
                .allMatch(named -> Project.has(named.substring(named.indexOf(": ") + 2)));
    }

    @Test
    void theJarAndTheRolesOfTokensExist() {
        assertThat(of("java"))
                .isNotEmpty()
                .allMatch(java -> java.after("-jar").stream().allMatch(jar -> jar.endsWith("quarkus-run.jar")))
                .allMatch(java -> java.words().stream()
                        .dropWhile(word -> !word.equals("token"))
                        .skip(1)
                        .allMatch(Role.ALL::contains));
    }

    @Test
    void presetsAndValuesOfTheChartExist() throws IOException {
        JsonNode values = new ObjectMapper(new YAMLFactory())
                .readTree(Document.named("helm/lifeguard/values.yaml").text());
        assertThat(of("helm"))
                .isNotEmpty()
                .allMatch(helm -> helm.after("--values").stream().allMatch(Project::has))
                .allMatch(helm -> helm.after("--set").stream()
                        .map(set -> "/" + set.split("=", 2)[0].replace('.', '/'))
                        .noneMatch(value -> values.at(value).isMissingNode()));
    }

    @Test
    void theChartCreatesTheObjectsThatKubectlNames() {
        Set<String> kinds = Set.of("deployment", "service", "pod");
        assertThat(Command.inDocuments().stream()
                        .filter(command -> command.is("kubectl"))
                        .flatMap(kubectl -> kubectl.words().stream()))
                .isNotEmpty()
                .filteredOn(OBJECT_IN_A_CLUSTER.asMatchPredicate())
                .isNotEmpty()
                .allMatch(word -> kinds.contains(word.split("/")[0]) && word.split("/")[1].equals("lifeguard"));
    }

    @Test
    void settingsOfContainersAndArgumentsOfImagesExist() {
        Set<String> settings = Stream.of(Setting.values()).map(Setting::name).collect(Collectors.toSet());
        settings.add("JAVA_TOOL_OPTIONS");
        assertThat(of("docker"))
                .isNotEmpty()
                .allMatch(docker -> docker.after("-e").stream().allMatch(name -> settings.contains(name.split("=")[0])))
                .allMatch(docker -> docker.after("--build-arg").stream()
                        .map(argument -> "\nARG " + argument.split("=", 2)[0] + "=")
                        .allMatch(Document.named(
                                        docker.after("-f").stream().findFirst().orElse("README.md"))
                                .text()::contains));
    }

    @Test
    void everyCallIsInTheApiDescription() {
        assertThat(calls()).isNotEmpty().allSatisfy(call -> {
            ApiDescription.Operation operation = call.operation().orElseThrow();
            assertThat(call.parameters()).allMatch(operation::takesInItsAddress);
            assertThat(call.body()).allMatch(operation::takes);
            assertThat(call.hasAToken()).isEqualTo(operation.needsAToken());
        });
    }

    @Test
    void everyFieldThatJqReadsIsInTheResponse() {
        assertThat(of("jq").stream()
                        .filter(jq ->
                                jq.source().filter(from -> from.is("curl")).isPresent()))
                .isNotEmpty()
                .allSatisfy(jq -> assertThat(Jq.of(jq).fields())
                        .isNotEmpty()
                        .isSubsetOf(Call.of(jq.source().orElseThrow())
                                .operation()
                                .orElseThrow()
                                .names()));
    }

    private static List<Command> of(String tool) {
        return COMMANDS.stream().filter(isOf(tool)).toList();
    }

    private static Predicate<Command> isOf(String tool) {
        return command -> command.is(tool);
    }

    private static List<Call> calls() {
        return of("curl").stream().map(Call::of).toList();
    }
}
