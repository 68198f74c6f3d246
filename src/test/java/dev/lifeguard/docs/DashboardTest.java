package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.docs.GrafanaDashboard.Panel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardTest {
    static Stream<Panel> panels() {
        return DashboardRows.all().stream().flatMap(row -> row.panels().stream());
    }

    static Stream<PromQl> queries() {
        return panels().flatMap(panel -> panel.queries().stream()).map(GrafanaDashboard.Query::resolved);
    }

    @Test
    void theFileIsGeneratedFromTheRows() {
        Document.named(GrafanaDashboard.FILE).holds(GrafanaDashboard.json(DashboardRows.all()));
    }

    @Test
    void everyPanelUsesTheSelectedPodsOnly() {
        assertThat(panels().flatMap(panel -> panel.queries().stream()))
                .allMatch(query -> query.expression().contains("namespace=\"$namespace\", pod=~\"$pod\""));
        assertThat(queries())
                .allMatch(query ->
                        query.names().allMatch(name -> query.expression().contains(name + "{")));
    }

    /// As recording rules, because promtool accepts expressions there.
    @Test
    void prometheusAcceptsEveryQuery(@TempDir Path folder) throws IOException {
        String rules = queries()
                .map(query -> "      - record: a:query\n        labels: {n: \"%d\"}\n        expr: >-\n          %s\n"
                        .formatted(System.identityHashCode(query), query.expression()))
                .collect(Collectors.joining("", "groups:\n  - name: panels\n    rules:\n", ""));
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
        Promtool.approves("", "check", "rules", "--lint=none", file.toString());
    }
}
