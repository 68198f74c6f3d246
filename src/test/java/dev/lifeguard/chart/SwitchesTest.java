package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every switch of the chart gives documents that Kubernetes would accept.
class SwitchesTest {
    @ParameterizedTest
    @EnumSource
    void kubernetesWouldAcceptTheDocuments(Switch chosen) {
        Rendering rendering = chosen.chart().render();

        assertThat(kinds(rendering)).containsAll(chosen.adds());
        rendering.documents().forEach(Strict::check);
        new Rules(rendering).check();
    }

    private static List<String> kinds(Rendering rendering) {
        return rendering.documents().stream()
                .map(document -> document.path("kind").asText())
                .toList();
    }

    enum Switch {
        MINIMAL(
                "",
                "Deployment",
                "Service",
                "ServiceAccount",
                "ConfigMap",
                "NetworkPolicy",
                "PodDisruptionBudget",
                "Pod"),
        NAMES("fullnameOverride: pool"),
        IMAGE("image: {repository: registry.example.com/lifeguard, digest: 'sha256:%s', pullSecrets: [registry]}"
                .formatted("0".repeat(64))),
        CA_CERTIFICATE("database: {caCertificate: {existingSecret: ca}}"),
        SECRETS_OF_ITS_OWN("""
                database: {url: 'postgresql://u:p@db/shop', existingSecret: {name: ''}}
                auth: {secret: 0123456789abcdef0123456789abcdef, existingSecret: {name: ''}}
                """, "Secret"),
        ISSUER("""
                auth: {existingSecret: {name: ''}}
                settings: {AUTH_JWKS_URL: 'https://id.example.com:8443/keys', AUTH_ISSUER: i, AUTH_AUDIENCE: a}
                """),
        AUTOSCALING("""
                autoscaling:
                  enabled: true
                  extraMetrics:
                    - type: Pods
                      pods: {metric: {name: waiting}, target: {type: AverageValue, averageValue: "5"}}
                """, "HorizontalPodAutoscaler"),
        PERCENTAGES("rollout: {maxSurge: 25%, maxUnavailable: 10%, preStopSeconds: 0}"),
        SIDECAR("""
                database: {existingSecret: {name: ''}, caCertificate: {existingSecret: ca}}
                pgbouncer:
                  mode: sidecar
                  server: {host: db.example.com, database: shop, sslmode: verify-full}
                  credentials: {existingSecret: role}
                """),
        PGBOUNCER("""
                database: {existingSecret: {name: ''}, caCertificate: {existingSecret: ca}}
                pgbouncer:
                  mode: deployment
                  server: {host: db.example.com, database: shop, sslmode: verify-ca}
                  credentials: {existingSecret: role}
                  tls: {existingSecret: tls}
                  preparedStatements: 100
                """),
        PGBOUNCER_WITHOUT_TLS("""
                database: {existingSecret: {name: ''}}
                pgbouncer:
                  mode: deployment
                  server: {host: db.example.com, database: shop}
                  credentials: {existingSecret: role}
                """),
        CLUSTER("""
                database: {existingSecret: {name: ''}}
                cloudnativepg:
                  enabled: true
                  imageName: ghcr.io/cloudnative-pg/postgresql:18
                  storage: {storageClass: fast}
                  parameters: {shared_buffers: 512MB}
                """, "Cluster"),
        SMALL_CLUSTER("""
                database: {existingSecret: {name: ''}}
                cloudnativepg: {enabled: true, instances: 1, synchronousReplicas: 0}
                """, "Cluster"),
        POOLER("""
                database: {existingSecret: {name: ''}}
                cloudnativepg: {enabled: true, pooler: {enabled: true}}
                """, "Cluster", "Pooler"),
        SERVICE("service: {type: LoadBalancer, port: 8080, annotations: {a: b}}"),
        INGRESS("""
                ingress:
                  enabled: true
                  className: nginx
                  annotations: {nginx.ingress.kubernetes.io/proxy-body-size: 512m}
                  hosts: [shop.example.com, '*.example.org']
                  tls: [{secretName: tls, hosts: [shop.example.com]}]
                """, "Ingress"),
        ROUTE("""
                httpRoute:
                  enabled: true
                  annotations: {a: b}
                  parentRefs: [{name: gateway, namespace: edge, sectionName: https, port: 443}]
                  hostnames: [shop.example.com]
                expose: {openapi: true, console: true, healthDatabase: true, pool: true, metrics: true}
                """, "HTTPRoute"),
        NETWORK("""
                networkPolicy:
                  from:
                    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}
                      podSelector: {matchExpressions: [{key: app, operator: In, values: [gateway]}]}
                  database: {to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [5432, 5433]}
                  extraEgress: [{to: [{namespaceSelector: {}}], ports: [{port: 4317, protocol: TCP}]}]
                """),
        ACCOUNT("serviceAccount: {create: false, name: shared}"),
        ACCOUNT_OF_THE_NAMESPACE("serviceAccount: {create: false}"),
        ACCOUNT_WITH_A_ROLE(
                "serviceAccount: {name: lifeguard-sa, annotations: {eks.amazonaws.com/role-arn: 'arn:aws:iam::1:role/x'}}"),
        PLACEMENT("""
                podAnnotations: {a: b}
                podLabels: {team: shop}
                nodeSelector: {kubernetes.io/arch: arm64}
                tolerations: [{key: spot, operator: Exists, effect: NoSchedule}]
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: In, values: [ssd]}]}]
                priorityClassName: high
                topologySpread: {whenUnsatisfiable: DoNotSchedule}
                """),
        MONITORING("""
                monitoring:
                  serviceMonitor: {enabled: true, labels: {release: prometheus}}
                  prometheusRule: {enabled: true, labels: {release: prometheus}}
                  grafanaDashboard: {enabled: true, annotations: {folder: shop}}
                """, "ServiceMonitor", "PrometheusRule"),
        NATIVE("image: {kind: native}"),
        NATIVE_WITH_ITS_OWN_OPTIONS("""
                image: {kind: native}
                native: {args: [], resources: {requests: {memory: 128Mi}, limits: {memory: 128Mi}}}
                """),
        TOKEN("tests: {operatorToken: {existingSecret: token}}"),
        NOTHING_EXTRA("""
                networkPolicy: {enabled: false}
                podDisruptionBudget: {enabled: false}
                topologySpread: {enabled: false}
                tests: {enabled: false}
                extraEnv: {JAVA_TOOL_OPTIONS: null}
                """);

        private final String given;
        private final List<String> adds;

        Switch(String values, String... adds) {
            this.given = values;
            this.adds = List.of(adds);
        }

        Chart chart() {
            return given.isEmpty() ? Chart.minimal() : Chart.minimal().with(given);
        }

        String given() {
            return given;
        }

        List<String> adds() {
            return adds;
        }
    }
}
