package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Results.resultOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

/// Inserts customers with a mark that no other customer has, and lists customers.
abstract class MarkedCustomers {
    final String mark = UUID.randomUUID().toString().replace("-", "");

    @Inject
    Gate gate;

    @Inject
    Database database;

    @BeforeEach
    void waitForTheDatabase() {
        Awaitility.await().until(gate::isOpen);
    }

    /// Inserts customers whose addresses contain the mark.
    void insert(String... names) {
        for (int i = 0; i < names.length; i++) {
            resultOf(database.execute(
                    Sql.write("insert", "insert into customers (id, name, email) values (gen_random_uuid(), ?, ?)"),
                    names[i],
                    mark + i + "@example.com"));
        }
    }

    static Response list(Map<String, String> parameters) {
        return given().header("Authorization", Token.bearer("viewer"))
                .queryParams(parameters)
                .get("/api/customers");
    }

    static List<String> names(Response response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.jsonPath().getList("items.name");
    }
}
