package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.chart.SwitchesTest.Switch;
import org.junit.jupiter.api.Test;

/// A pod may connect to name servers, to its database, and to the issuer if there is one, and to
/// nothing else.
class NetworkTest {
    private static final String DNS = "{ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}";

    @Test
    void toTheDatabaseAnywhere() {
        assertThat(egress(Chart.minimal())).isEqualTo(rules("{ports: [{port: 5432, protocol: TCP}]}"));
    }

    @Test
    void toTheClustersPods() {
        assertThat(egress(Switch.CLUSTER.chart())).isEqualTo(rules("""
                {to: [{podSelector: {matchLabels: {cnpg.io/cluster: lifeguard-db}}}],
                 ports: [{port: 5432, protocol: TCP}]}"""));
    }

    @Test
    void toThePoolersPods() {
        assertThat(egress(Switch.POOLER.chart())).isEqualTo(rules("""
                {to: [{podSelector: {matchLabels: {cnpg.io/poolerName: lifeguard-pooler}}}],
                 ports: [{port: 5432, protocol: TCP}]}"""));
    }

    @Test
    void toPgBouncersPodsAndFromThemToTheServer() {
        Rendering rendering = Switch.PGBOUNCER.chart().render();

        assertThat(rendering.one("NetworkPolicy", "lifeguard").at("/spec/egress"))
                .isEqualTo(rules("""
                {to: [{podSelector: {matchLabels: {app.kubernetes.io/name: lifeguard,
                   app.kubernetes.io/instance: lifeguard, app.kubernetes.io/component: pgbouncer}}}],
                 ports: [{port: 6432, protocol: TCP}]}"""));
        assertThat(rendering.one("NetworkPolicy", "lifeguard-pgbouncer").at("/spec/egress"))
                .isEqualTo(rules("{ports: [{port: 5432, protocol: TCP}]}"));
    }

    @Test
    void toTheIssuerAtItsPort() {
        assertThat(egress(Switch.ISSUER.chart()))
                .isEqualTo(rules("{ports: [{port: 5432, protocol: TCP}]}, {ports: [{port: 8443, protocol: TCP}]}"));
        assertThat(egress(Switch.ISSUER.chart().with("settings: {AUTH_JWKS_URL: 'https://id.example.com/keys'}")))
                .isEqualTo(rules("{ports: [{port: 5432, protocol: TCP}]}, {ports: [{port: 443, protocol: TCP}]}"));
    }

    @Test
    void theTestPodMayReachTheService() {
        JsonNode from = Switch.NETWORK.chart().render().one("NetworkPolicy").at("/spec/ingress/0/from");

        assertThat(from).hasSize(2);
        assertThat(from.at("/1/podSelector/matchLabels/app.kubernetes.io~1component")
                        .asText())
                .isEqualTo("test");
    }

    private static JsonNode egress(Chart chart) {
        return chart.render().one("NetworkPolicy").at("/spec/egress");
    }

    private static JsonNode rules(String afterDns) {
        return Rendering.yaml("[%s, %s]".formatted(DNS, afterDns));
    }
}
