package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Invalid values are refused before the rollout, with a sentence for each.
class RefusalsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            database: {existingSecret: {name: ''}} | No database is set: set one of database.existingSecret.name, database.url, pgbouncer.mode, cloudnativepg.enabled.
            database: {url: 'postgresql://u@h/d'} | More than one database is set: keep one of database.url, database.existingSecret.name.
            cloudnativepg: {enabled: true} | More than one database is set: keep one of database.existingSecret.name, cloudnativepg.enabled.
            cloudnativepg: {pooler: {enabled: true}} | cloudnativepg.pooler.enabled needs cloudnativepg.enabled.
            cloudnativepg: {enabled: true, instances: 2, synchronousReplicas: 2} | writes would wait for a replica that does not exist.
            pgbouncer: {mode: sidecar} | pgbouncer.server.host is not set
            pgbouncer: {mode: sidecar} | pgbouncer.server.database is not set
            pgbouncer: {mode: deployment} | pgbouncer.credentials.existingSecret is not set
            pgbouncer: {mode: sidecar, server: {sslmode: verify-ca}} | pgbouncer.server.sslmode is verify-ca: it needs database.caCertificate.existingSecret.
            auth: {existingSecret: {name: ''}} | There is no way to check tokens
            auth: {secret: 0123456789abcdef0123456789abcdef} | auth.secret and auth.existingSecret.name are both set: keep one.
            settings: {AUTH_JWKS_URL: 'https://id.example.com/keys'} | A shared secret (auth) and settings.AUTH_JWKS_URL are both set
            settings: {AUTH_JWKS_URL: 'https://id.example.com/keys'} | settings.AUTH_ISSUER is not set
            settings: {AUTH_JWKS_URL: 'https://id.example.com/keys'} | settings.AUTH_AUDIENCE is not set
            settings: {DB_POOL_MIN_CONNECTIONS: 11} | settings.DB_POOL_MIN_CONNECTIONS is 11 and settings.DB_POOL_MAX_CONNECTIONS is 10: it takes at most that.
            settings: {DB_POOL_WARN_PERCENT: 81} | settings.DB_POOL_WARN_PERCENT is 81 and settings.DB_POOL_CRITICAL_PERCENT is 80: it takes at most that.
            settings: {DB_POOL_BULK_SHARE: 31-50} | The guaranteed shares in settings add up to 101 percent: at most 100 are possible.
            autoscaling: {enabled: true, minReplicas: 5} | autoscaling.minReplicas is 5 and autoscaling.maxReplicas is 4: it takes at most that.
            rollout: {maxSurge: 0} | rollout.maxSurge and rollout.maxUnavailable are both 0: no pod could ever be replaced.
            ingress: {enabled: true} | ingress.hosts is empty
            httpRoute: {enabled: true} | httpRoute.parentRefs is empty
            {ingress: {enabled: true, hosts: [a]}, expose: {api: false, health: false}} | ingress.enabled is set, and expose allows no path.
            """)
    void invalidValuesAreRefused(String values, String sentence) {
        assertThat(Chart.minimal().with(values).refusal()).contains(sentence);
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        assertThat(Chart.bare()
                        .with("settings: {DB_POOL_MAX_CONNECTIONS: 1000}")
                        .refusal()
                        .lines())
                .filteredOn(line -> line.matches("(No database|There is no way|The fleet) .*"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replica: 3 | replica
            settings: {DB_POOL_MAX: 3} | DB_POOL_MAX
            database: {existingSecret: {nam: x}} | nam
            probes: {liveness: {initialDelaySeconds: 3}} | initialDelaySeconds
            expose: {everything: true} | everything
            replicas: two | integer
            replicas: -1 | minimum
            settings: {DB_POOL_MAX_CONNECTIONS: 1001} | maximum
            settings: {DB_POOL_MAX_CONNECTIONS: '10'} | DB_POOL_MAX_CONNECTIONS
            settings: {DB_POOL_MAX_CONNECTIONS: null} | DB_POOL_MAX_CONNECTIONS
            settings: {DB_POOL_ACQUIRE_TIMEOUT: 5} | DB_POOL_ACQUIRE_TIMEOUT
            settings: {DB_POOL_ACQUIRE_TIMEOUT: 5 sec} | DB_POOL_ACQUIRE_TIMEOUT
            settings: {DB_POOL_BULK_SHARE: '25'} | DB_POOL_BULK_SHARE
            settings: {DB_POOL_AUTOSIZE: yes} | DB_POOL_AUTOSIZE
            settings: {HTTP_PORT: 80} | HTTP_PORT
            settings: {DATABASE_URL: 'postgresql://u@h/d'} | DATABASE_URL
            extraEnv: {DB_POOL_MAX_CONNECTIONS: '99'} | DB_POOL_MAX_CONNECTIONS
            extraEnv: {OTEL_SDK_DISABLED: true} | OTEL_SDK_DISABLED
            database: {url: 'mysql://u@h/d', existingSecret: {name: ''}} | url
            auth: {secret: short, existingSecret: {name: ''}} | secret
            rollout: {maxSurge: 120%} | maxSurge
            image: {digest: latest} | digest
            runAs: {user: 0} | user
            service: {type: ExternalName} | type
            resources: {limits: {memory: 512 MB}} | memory
            podLabels: {app.kubernetes.io/name: other} | app.kubernetes.io/name
            cloudnativepg: {parameters: {max_connections: '1000'}} | max_connections
            networkPolicy: {from: [{podSelektor: {}}]} | podSelektor
            pgbouncer: {mode: beside} | mode
            """)
    void theSchemaRefusesUnknownValues(String values, String named) {
        assertThat(Chart.minimal().with(values).refusal())
                .contains("values don't meet the specifications of the schema")
                .contains(named);
    }
}
