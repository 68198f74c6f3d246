package dev.lifeguard.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which customers a search and the bounds on time find.
@QuarkusTest
class CustomerSearchTest extends MarkedCustomers {
    @ParameterizedTest
    @CsvSource({
        "İPEK ÖZ,       ipek öz",
        "Şule Çağ,      LE ÇA",
        "王小明,          王小",
        "100%_sure\\,    0%_SURE\\",
        "O'Neil,         o'n",
        "Ann Lee,        le",
        "Ann (Lee),      (l",
    })
    void aPartOfANameIsFoundInAnyCase(String name, String term) {
        insert(name);

        Response response = list(Map.of("search", term, "limit", "200"));

        assertThat(names(response)).contains(name);
    }

    @Test
    void wildcardsAreSearchedLiterally() {
        insert("Ann Lee");

        assertThat(names(list(Map.of("search", mark.substring(0, 4) + "%", "limit", "200"))))
                .isEmpty();
        assertThat(names(list(Map.of("search", mark.substring(0, 4) + "____", "limit", "200"))))
                .isEmpty();
        assertThat(names(list(Map.of("search", ".*", "limit", "200")))).doesNotContain("Ann Lee");
    }

    @Test
    void aTermIsNotFoundAcrossFields() {
        insert("Ann Lee");

        assertThat(names(list(Map.of("search", "lee" + mark)))).isEmpty();
        assertThat(names(list(Map.of("search", mark + "0@")))).containsExactly("Ann Lee");
    }

    @Test
    void aTermOfTwoLettersIsFoundAtTheStartOfAWord() {
        insert("Qxlee");

        assertThat(names(list(Map.of("search", "qx")))).contains("Qxlee");
        assertThat(names(list(Map.of("search", "xl")))).doesNotContain("Qxlee");
    }

    @Test
    void theLowerBoundIsInclusiveAndTheUpperExclusive() {
        insert("Ada");
        String created = list(Map.of("search", mark)).jsonPath().getString("items[0].created_at");
        String after = Instant.parse(created).plusNanos(1).toString();

        assertThat(names(list(Map.of("search", mark, "created_from", created)))).containsExactly("Ada");
        assertThat(names(list(Map.of("search", mark, "created_from", after)))).isEmpty();
        assertThat(names(list(Map.of("search", mark, "created_to", created)))).isEmpty();
        assertThat(names(list(Map.of("search", mark, "created_to", after)))).containsExactly("Ada");
    }
}
