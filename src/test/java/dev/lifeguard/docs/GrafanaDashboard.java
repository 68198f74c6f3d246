package dev.lifeguard.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Generates the Grafana dashboard from [DashboardRows]. Most properties are the same for all panels.
final class GrafanaDashboard {
    static final String FILE = "helm/lifeguard/files/dashboard.json";

    private static final Map<String, Object> SOURCE = ordered("type", "prometheus", "uid", "${datasource}");
    private static final int WIDTH = 8;
    private static final int HEIGHT = 8;
    private static final int PER_LINE = 3;

    private final List<Object> panels = new ArrayList<>();
    private int id;
    private int y;

    private GrafanaDashboard() {}

    /// A row of panels with a title.
    record Row(String title, List<Panel> panels) {}

    /// A graph.
    ///
    /// @param unit in Grafana's terms: `short`, `s`, `percentunit`, `reqps`, `bytes`
    record Panel(String title, String description, String unit, List<Query> queries) {}

    /// A line of a graph, or one for each value of the labels.
    record Query(String expression, String legend) {
        /// The query for all pods.
        PromQl resolved() {
            return new PromQl(expression
                    .replace("$__rate_interval", "5m")
                    .replace("$namespace", "default")
                    .replace("$pod", ".*"));
        }
    }

    static String json(List<Row> rows) {
        return new GrafanaDashboard().write(rows);
    }

    private String write(List<Row> rows) {
        rows.forEach(this::add);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("uid", "lifeguard");
        all.put("title", "Lifeguard");
        all.put("description", "The connection pool, its waits and holds, the fleet, HTTP and statements");
        all.put("tags", List.of("lifeguard", "postgresql", "connection-pool"));
        all.put("schemaVersion", 39);
        all.put("version", 1);
        all.put("editable", true);
        all.put("graphTooltip", 1);
        all.put("refresh", "30s");
        all.put("time", ordered("from", "now-1h", "to", "now"));
        all.put("templating", Map.of("list", variables()));
        all.put("panels", panels);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> variables() {
        Map<String, Object> source =
                ordered("name", "datasource", "label", "Data source", "type", "datasource", "query", "prometheus");
        Map<String, Object> namespace =
                variable("namespace", "label_values(lifeguard_pool_max_connections, namespace)");
        Map<String, Object> pod =
                variable("pod", "label_values(lifeguard_pool_max_connections{namespace=\"$namespace\"}, pod)");
        pod.putAll(ordered("multi", true, "includeAll", true, "allValue", ".*"));
        pod.put("current", ordered("text", "All", "value", "$__all"));
        return List.of(source, namespace, pod);
    }

    private static Map<String, Object> variable(String name, String query) {
        return ordered("name", name, "type", "query", "datasource", SOURCE, "query", query, "refresh", 2, "sort", 1);
    }

    private void add(Row row) {
        panels.add(ordered(
                "id", ++id, "type", "row", "title", row.title(), "collapsed", false, "gridPos", place(0, 24, 1)));
        y++;
        for (int i = 0; i < row.panels().size(); i++) {
            panels.add(panel(row.panels().get(i), i % PER_LINE * WIDTH));
            if (i % PER_LINE == PER_LINE - 1 || i == row.panels().size() - 1) {
                y += HEIGHT;
            }
        }
    }

    private Map<String, Object> panel(Panel panel, int x) {
        List<Object> targets = new ArrayList<>();
        for (Query query : panel.queries()) {
            targets.add(ordered(
                    "refId",
                    String.valueOf((char) ('A' + targets.size())),
                    "datasource",
                    SOURCE,
                    "expr",
                    query.expression(),
                    "legendFormat",
                    query.legend()));
        }
        return ordered(
                "id",
                ++id,
                "type",
                "timeseries",
                "title",
                panel.title(),
                "description",
                panel.description(),
                "datasource",
                SOURCE,
                "gridPos",
                place(x, WIDTH, HEIGHT),
                "fieldConfig",
                ordered("defaults", ordered("unit", panel.unit(), "min", 0), "overrides", List.of()),
                "options",
                ordered(
                        "legend",
                        ordered("displayMode", "list", "placement", "bottom", "showLegend", true),
                        "tooltip",
                        ordered("mode", "multi", "sort", "desc")),
                "targets",
                targets);
    }

    private Map<String, Object> place(int x, int width, int height) {
        return ordered("x", x, "y", y, "w", width, "h", height);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return map;
    }
}
