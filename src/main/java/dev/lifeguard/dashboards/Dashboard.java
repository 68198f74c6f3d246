package dev.lifeguard.dashboards;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A dashboard in the catalogue.
@Schema(name = "Dashboard")
record Dashboard(
        @Schema(examples = "overview") String name,
        @Schema(examples = "Overview") String title,
        String shows,
        @Schema(examples = "/api/dashboards/overview") String path,
        List<String> parameters) {
    private static final List<String> PARAMETERS = List.of("from", "to", "bucket", "tz");

    static final List<Dashboard> ALL = List.of(
            named(
                    "overview",
                    "Overview",
                    "Customers, orders and revenue of a period compared with the previous one, and the best customers."),
            named(
                    "revenue",
                    "Revenue",
                    "Revenue by bucket and status, the running total, and the share of repeat buyers."),
            named(
                    "growth",
                    "Growth",
                    "New, activated and churned customers, and how many of each month's new customers ordered again."));

    private static Dashboard named(String name, String title, String shows) {
        return new Dashboard(name, title, shows, "/api/dashboards/" + name, PARAMETERS);
    }
}
