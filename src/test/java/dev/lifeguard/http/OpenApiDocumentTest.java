package dev.lifeguard.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The OpenAPI document, from which clients are generated.
@QuarkusTest
class OpenApiDocumentTest {
    private static final Path STORED = Path.of("docs", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Test
    void theStoredDocumentIsUpToDate() throws IOException {
        String served = given().get("/q/openapi").asString();
        if (System.getProperty("update-docs") != null) {
            Files.writeString(STORED, served);
        }

        assertThat(STORED)
                .as("run ./mvnw verify -Dtest=OpenApiDocumentTest -Dupdate-docs and commit the file")
                .hasContent(served);
    }

    @Test
    void everyOperationHasANameATagAndASummary() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.getValue().getString("operationId")).isNotBlank();
            assertThat(operation.getValue().getString("summary")).isNotBlank();
            assertThat(operation.getValue().getJsonArray("tags")).hasSize(1);
        });
        assertThat(operations().map(operation -> operation.getValue().getString("operationId")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperationListsItsProblems() {
        assertThat(operations()).allSatisfy(operation -> {
            JsonObject responses = operation.getValue().getJsonObject("responses");
            assertThat(responses.fieldNames()).contains("400", "406", "500", "503");
            assertThat(responses.getJsonObject("500").getJsonObject("content").fieldNames())
                    .containsExactly("application/problem+json");
        });
    }

    @Test
    void operationsThatNeedATokenSaySo() {
        assertThat(operations()
                        .filter(operation -> operation.getValue().containsKey("security"))
                        .map(Map.Entry::getKey))
                .allMatch(path -> path.startsWith("/api/") || path.startsWith("/pool") || path.startsWith("/health/db"))
                .contains("/api/customers", "/api/customers/{id}", "/health/db", "/health/db/test", "/pool");
        assertThat(operations()
                        .filter(operation -> !operation.getValue().containsKey("security"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("/health", "/health/live", "/health/ready", "/health/started", "/metrics");
    }

    /// A generator makes a type of each schema, and a type named `Answer1` says nothing.
    @Test
    void schemasHaveDistinctNamesAndEachTypeOnce() {
        assertThat(document()
                        .getJsonObject("components")
                        .getJsonObject("schemas")
                        .fieldNames())
                .noneMatch(name -> name.matches(".*\\d"));
        assertThat(document().encode()).doesNotContain("\"null\",\"null\"");
    }

    @Test
    void namesAreInSnakeCaseAndNoServerIsNamed() {
        JsonObject document = document();

        assertThat(document.getString("openapi")).startsWith("3.1");
        assertThat(document.containsKey("servers")).isFalse();
        assertThat(document.getJsonObject("components").getJsonObject("schemas").stream()
                        .map(schema -> (JsonObject) schema.getValue())
                        .filter(schema -> schema.containsKey("properties"))
                        .flatMap(schema -> schema.getJsonObject("properties").fieldNames().stream()))
                .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
    }

    private static Stream<Map.Entry<String, JsonObject>> operations() {
        return document().getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .stream()
                                .filter(operation -> METHODS.contains(operation.getKey()))
                                .map(operation -> Map.entry(path.getKey(), (JsonObject) operation.getValue())));
    }

    private static JsonObject document() {
        return new JsonObject(
                given().queryParam("format", "json").get("/q/openapi").asString());
    }
}
