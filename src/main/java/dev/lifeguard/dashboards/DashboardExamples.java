package dev.lifeguard.dashboards;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lifeguard.dashboards.Figures.Arrivals;
import dev.lifeguard.dashboards.Figures.Best;
import dev.lifeguard.dashboards.Figures.Cohort;
import dev.lifeguard.dashboards.Figures.Customers;
import dev.lifeguard.dashboards.Figures.Kind;
import dev.lifeguard.dashboards.Figures.Orders;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Adds an example response of each dashboard to the OpenAPI document. The examples are computed from a
/// few figures, so that they have every field of a real response, and add up.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public class DashboardExamples implements OASFilter {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final LocalDate JANUARY = LocalDate.parse("2026-01-01");
    private static final Period TWO_DAYS = new Period(
            Instant.parse("2026-01-09T21:00:00Z"),
            Instant.parse("2026-01-11T21:00:00Z"),
            Bucket.DAY,
            ZoneId.of("Europe/Istanbul"));
    private static final Figures FIGURES = new Figures(
            List.of(
                    new Orders(0, 1, 4, 0, 0, 1_900, 31_600, 0, 0, 1),
                    new Orders(1, 2, 4, 1, 1, 3_800, 28_400, 4_990, 2_500, 2),
                    new Orders(Figures.PREVIOUS, 0, 5, 0, 1, 0, 50_000, 0, 1_900, 2)),
            List.of(
                    new Customers(Figures.EARLIER, 1_196, 800, 60),
                    new Customers(Figures.PREVIOUS, 5, 4, 1),
                    new Customers(0, 3, 2, 0),
                    new Customers(1, 1, 1, 1)),
            List.of(
                    new Kind("lead", "", 200),
                    new Kind("active", "TR", 700),
                    new Kind("inactive", "DE", 240),
                    new Kind("churned", "TR", 60)),
            List.of(new Best(UUID.fromString("0198c5a0-7b1e-7cc3-98c4-dc0c0c07398f"), "Elif Yılmaz", 31, 412_500)),
            List.of(new Cohort(JANUARY.minusMonths(1), JANUARY, 15)),
            List.of(new Arrivals(JANUARY.minusMonths(1), 40), new Arrivals(JANUARY, 9)));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        addExample(document, "overview", Overview.of(TWO_DAYS, FIGURES));
        addExample(document, "revenue", Revenue.of(TWO_DAYS, FIGURES));
        addExample(document, "growth", Growth.of(TWO_DAYS, FIGURES));
    }

    private static void addExample(OpenAPI document, String dashboard, Object response) {
        document.getPaths()
                .getPathItem("/api/dashboards/" + dashboard)
                .getGET()
                .getResponses()
                .getAPIResponse("200")
                .getContent()
                .getMediaType("application/json")
                .setExample(JSON.convertValue(response, OBJECT));
    }
}
