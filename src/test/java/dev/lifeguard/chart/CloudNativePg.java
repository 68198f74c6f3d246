package dev.lifeguard.chart;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of CloudNativePG's resources that the chart uses, from their definitions
/// (`postgresql.cnpg.io/v1`). No library has models of them.
final class CloudNativePg {
    private CloudNativePg() {}

    record Metadata(
            String name,
            String namespace,
            Map<String, String> labels,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, String> annotations) {}

    record Cluster(String apiVersion, String kind, Metadata metadata, ClusterSpec spec) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClusterSpec(
            int instances,
            @Nullable String imageName,
            String primaryUpdateStrategy,
            boolean enableSuperuserAccess,
            boolean enablePDB,
            PostgreSql postgresql,
            Bootstrap bootstrap,
            Storage storage,
            Resources resources,
            Affinity affinity) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PostgreSql(
            Map<String, String> parameters, @Nullable Synchronous synchronous) {}

    record Synchronous(String method, int number, String dataDurability) {}

    record Bootstrap(InitDb initdb) {}

    record InitDb(String database, String owner, List<String> postInitApplicationSQL) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Storage(String size, @Nullable String storageClass) {}

    record Resources(Map<String, String> requests, Map<String, String> limits) {}

    record Affinity(boolean enablePodAntiAffinity, String topologyKey) {}

    record Pooler(String apiVersion, String kind, Metadata metadata, PoolerSpec spec) {}

    record PoolerSpec(Name cluster, int instances, String type, PgBouncer pgbouncer) {}

    record Name(String name) {}

    record PgBouncer(String poolMode, Map<String, String> parameters) {}
}
