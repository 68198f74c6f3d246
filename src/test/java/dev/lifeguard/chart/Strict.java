package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/// Reads a document like the API server, where an unknown field is an error. The models themselves
/// accept any field. Here they may not store unknown fields, and must write what they have read.
final class Strict {
    private static final ObjectMapper MODELS = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated setter) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            kind("v1", ConfigMap.class),
            kind("v1", Pod.class),
            kind("v1", Secret.class),
            kind("v1", Service.class),
            kind("v1", ServiceAccount.class),
            kind("apps/v1", Deployment.class),
            kind("autoscaling/v2", HorizontalPodAutoscaler.class),
            kind("gateway.networking.k8s.io/v1", HTTPRoute.class),
            kind("networking.k8s.io/v1", Ingress.class),
            kind("networking.k8s.io/v1", NetworkPolicy.class),
            kind("policy/v1", PodDisruptionBudget.class),
            kind("monitoring.coreos.com/v1", PrometheusRule.class),
            kind("monitoring.coreos.com/v1", ServiceMonitor.class),
            kind("postgresql.cnpg.io/v1", CloudNativePg.Cluster.class),
            kind("postgresql.cnpg.io/v1", CloudNativePg.Pooler.class));

    private Strict() {}

    private static Entry<String, Class<?>> kind(String version, Class<?> model) {
        return Map.entry(version + " " + model.getSimpleName(), model);
    }

    static void check(JsonNode document) {
        String kind = document.path("apiVersion").asText() + " "
                + document.path("kind").asText();
        assertThat(KINDS).containsKey(kind);
        assertThat(hasNull(document))
                .as("a field without a value in %s", document)
                .isFalse();
        try {
            Object read = MODELS.treeToValue(document, KINDS.get(kind));
            JsonNode written = MODELS.readTree(MODELS.writeValueAsString(read));
            assertThat(withoutEmpty(written)).as(kind).isEqualTo(withoutEmpty(document.deepCopy()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(kind + " " + Rendering.name(document) + ": " + e.getMessage(), e);
        }
    }

    /// A template whose value is missing leaves a field without content.
    private static boolean hasNull(JsonNode node) {
        return node.isNull() || node.valueStream().anyMatch(Strict::hasNull);
    }

    /// Models write no empty maps, but an empty status.
    private static JsonNode withoutEmpty(JsonNode node) {
        if (node.isArray()) {
            node.forEach(Strict::withoutEmpty);
        } else if (node instanceof ObjectNode object) {
            List<String> empty = new ArrayList<>();
            object.forEachEntry((name, value) -> {
                JsonNode left = withoutEmpty(value);
                if (left.isNull() || (left.isContainerNode() && left.isEmpty())) {
                    empty.add(name);
                }
            });
            object.remove((Collection<String>) empty);
        }
        return node;
    }
}
