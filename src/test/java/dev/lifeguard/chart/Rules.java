package dev.lifeguard.chart;

import static dev.lifeguard.chart.Rendering.name;
import static dev.lifeguard.chart.Rendering.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Rules within and between documents that no model checks: names that the API server accepts,
/// references that exist, selectors that match, pods with few rights.
record Rules(Rendering rendering) {
    private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String LABEL = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";

    /// Created outside the chart: named in the values, or by CloudNativePG.
    private static final Set<String> SECRETS_OF_OTHERS = Set.of(
            "db", "keys", "ca", "role", "token", "tls", "lifeguard-db-app", "lifeguard-db-ca", "registry", "lifeguard");

    void check() {
        rendering.documents().forEach(Rules::named);
        assertThat(rendering.documents().stream().map(document -> document.path("kind") + name(document)))
                .doesNotHaveDuplicates();
        rendering.pods().forEach(this::pod);
        rendering.all("Deployment").forEach(Rules::selectsItsOwn);
        Stream.of("Service", "PodDisruptionBudget", "NetworkPolicy", "ServiceMonitor")
                .flatMap(rendering::all)
                .forEach(this::selects);
        rendering
                .all("HorizontalPodAutoscaler")
                .forEach(scaler -> rendering.one(
                        "Deployment", scaler.at("/spec/scaleTargetRef/name").asText()));
        rendering.all("Ingress").forEach(this::leadsToTheService);
    }

    private static void named(JsonNode document) {
        assertThat(name(document)).matches(NAME).hasSizeLessThanOrEqualTo(63);
        assertThat(document.at("/metadata/namespace").asText()).isEqualTo("shop");
        document.at("/metadata/labels")
                .forEachEntry((key, value) -> assertThat(value.asText()).as(key).matches(LABEL));
    }

    private void pod(JsonNode pod) {
        JsonNode spec = pod.path("spec");
        assertThat(spec.path("automountServiceAccountToken")).hasToString("false");
        assertThat(spec.path("enableServiceLinks")).hasToString("false");
        assertThat(spec.at("/securityContext/runAsNonRoot")).hasToString("true");
        assertThat(spec.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        List<JsonNode> containers = Stream.concat(stream(spec.path("initContainers")), stream(spec.path("containers")))
                .toList();
        assertThat(containers.stream().map(container -> container.path("name"))).doesNotHaveDuplicates();
        Set<String> mounted = new HashSet<>();
        for (JsonNode container : containers) {
            container(container);
            stream(container.path("volumeMounts"))
                    .forEach(mount -> mounted.add(mount.path("name").asText()));
        }
        assertThat(stream(spec.path("volumes"))
                        .map(volume -> volume.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(mounted);
        stream(spec.path("volumes")).forEach(this::volume);
    }

    private void container(JsonNode container) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation")).hasToString("false");
        assertThat(security.path("readOnlyRootFilesystem")).hasToString("true");
        assertThat(security.at("/capabilities/drop")).hasToString("[\"ALL\"]");
        assertThat(container.at("/resources/requests/memory").asText()).isNotEmpty();
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(stream(container.path("env")).map(variable -> variable.path("name")))
                .doesNotHaveDuplicates();
        stream(container.path("env")).forEach(this::variable);
        stream(container.path("envFrom"))
                .forEach(source -> rendering.one(
                        "ConfigMap", source.at("/configMapRef/name").asText()));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode port = container.path(probe).findPath("port");
            assertThat(port.isMissingNode() || ports(container).contains(port.asText()))
                    .as(probe)
                    .isTrue();
        }
    }

    private void variable(JsonNode variable) {
        JsonNode secret = variable.at("/valueFrom/secretKeyRef");
        if (secret.isMissingNode()) {
            assertThat(variable.path("value").isTextual())
                    .as(variable.toString())
                    .isTrue();
        } else {
            secret(secret.path("name").asText());
        }
    }

    private void volume(JsonNode volume) {
        if (volume.has("configMap")) {
            rendering.one("ConfigMap", volume.at("/configMap/name").asText());
        } else if (volume.has("secret")) {
            secret(volume.at("/secret/secretName").asText());
        } else {
            assertThat(volume.at("/emptyDir/sizeLimit").asText()).isNotEmpty();
        }
    }

    private void secret(String name) {
        assertThat(SECRETS_OF_OTHERS.contains(name)
                        || rendering.all("Secret").anyMatch(made -> name(made).equals(name)))
                .as("the secret " + name)
                .isTrue();
    }

    private static void selectsItsOwn(JsonNode deployment) {
        assertThat(labels(deployment.at("/spec/template/metadata/labels")))
                .containsAllEntriesOf(labels(deployment.at("/spec/selector/matchLabels")));
    }

    /// Selects pods of exactly one kind; a ServiceMonitor selects the one service in front of them.
    private void selects(JsonNode selecting) {
        boolean monitor = selecting.path("kind").asText().equals("ServiceMonitor");
        Map<String, String> wanted = labels(
                selecting.path("kind").asText().equals("Service")
                        ? selecting.at("/spec/selector")
                        : selecting.at(monitor ? "/spec/selector/matchLabels" : selectorOf(selecting)));
        Stream<JsonNode> candidates = monitor ? rendering.all("Service") : rendering.pods();

        List<JsonNode> selected = candidates
                .filter(candidate ->
                        labels(candidate.at("/metadata/labels")).entrySet().containsAll(wanted.entrySet()))
                .toList();

        assertThat(wanted).isNotEmpty();
        assertThat(selected).as(selecting.toString()).hasSize(1);
    }

    private static String selectorOf(JsonNode document) {
        return document.path("kind").asText().equals("NetworkPolicy")
                ? "/spec/podSelector/matchLabels"
                : "/spec/selector/matchLabels";
    }

    private void leadsToTheService(JsonNode ingress) {
        JsonNode service = rendering.one("Service", "lifeguard");
        List<String> ports = stream(service.at("/spec/ports"))
                .map(port -> port.path("name").asText())
                .toList();
        ingress.findValues("backend").forEach(backend -> {
            assertThat(backend.at("/service/name").asText()).isEqualTo(name(service));
            assertThat(ports).contains(backend.at("/service/port/name").asText());
        });
    }

    private static List<String> ports(JsonNode container) {
        return stream(container.path("ports"))
                .map(port -> port.path("name").asText())
                .toList();
    }

    private static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new HashMap<>();
        node.forEachEntry((key, value) -> labels.put(key, value.asText()));
        return labels;
    }
}
