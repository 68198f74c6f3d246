package dev.lifeguard.customers.transfer;

import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.customers.transfer.TransferClient.ImportResponse;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an import file may look like. The customers of this test have addresses at `files.test`, so
/// that they do not affect other tests.
@QuarkusTest
class ImportFileFormatTest {
    private static final Sql STORED = Sql.read("stored", """
            select concat_ws('|', name, email, coalesce(phone, '-'), coalesce(company, '-'), status,
                             coalesce(country, '-'), coalesce(notes, '-'), version) as customer
              from customers
             where email ilike '%@files.test'
             order by lower(email)
            """);
    private static final Sql DELETE = Sql.write("delete", "delete from customers where email ilike '%@files.test'");

    @Inject
    Database database;

    @Inject
    Gate gate;

    @BeforeEach
    void waitForTheGate() {
        await().until(gate::isOpen);
    }

    @AfterEach
    void delete() {
        resultOf(database.execute(DELETE));
    }

    @Test
    void columnsComeInAnyOrderAndAreStored() {
        ImportResponse response = TransferClient.importStrict("""
                Notes,email,country,status,company,phone,name
                calls back,elif@files.test,TR,active,Yılmaz Foods,+90 555,Elif Yılmaz
                """);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.counts()).containsExactly(1, 1, 0, 0, 0);
        assertThat(stored()).containsExactly("Elif Yılmaz|elif@files.test|+90 555|Yılmaz Foods|active|TR|calls back|1");
    }

    @Test
    void quotesKeepCommasQuotesTabsAndLineBreaks() {
        TransferClient.importStrict("name,email,notes\r\n\"Kaya, \"\"Can\"\"\",can@files.test,\"one\r\ntwo,\t2\"\r\n");

        assertThat(stored()).containsExactly("Kaya, \"Can\"|can@files.test|-|-|lead|-|one\r\ntwo,\t2|1");
    }

    @Test
    void aByteOrderMarkEmptyLinesAndAMissingLastLineBreakDoNotMatter() {
        ImportResponse response =
                TransferClient.importStrict("\uFEFFname,email\r\n\r\n\nA,a@files.test\n\r\nB,b@files.test");

        assertThat(response.counts()).containsExactly(2, 2, 0, 0, 0);
    }

    @Test
    void textOfAnyScriptIsStoredAsItWasSent() {
        TransferClient.importStrict("name,email,notes\n王小明 👩‍💻,w@files.test,عَرَبِيّ \\N \\ \uFFFD\n");

        assertThat(stored()).containsExactly("王小明 👩‍💻|w@files.test|-|-|lead|-|عَرَبِيّ \\N \\ \uFFFD|1");
    }

    @Test
    void bytesThatAreNotUtf8RejectOnlyTheirLine() {
        byte[] file = "name,email\nA\u00ff,a@files.test\nB,b@files.test\n".getBytes(StandardCharsets.ISO_8859_1);

        ImportResponse response = TransferClient.send("?mode=lenient", "text/csv", "editor", file);

        assertThat(response.errors()).containsExactly(List.of(2, "name", "must be UTF-8"));
        assertThat(stored()).hasSize(1);
    }

    @Test
    void controlCharactersAreRefused() {
        ImportResponse response =
                TransferClient.importLenient("name,email\nA\u0000B,a@files.test\nA\tB,b@files.test\nC,c@files.test\n");

        assertThat(response.errors()).extracting(List::getFirst).containsExactly(2, 3);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void columnsThatOnlyTheServiceSetsAreIgnored() {
        ImportResponse response = TransferClient.importStrict("""
                id,name,email,created_at,updated_at,version
                0197f1c0-0000-7000-8000-000000000000,'=1+1,a@files.test,2026-01-01T00:00:00Z,x,7
                """);

        assertThat(response.body().getJsonArray("ignored_columns"))
                .containsExactly("id", "created_at", "updated_at", "version");
        assertThat(stored()).containsExactly("=1+1|a@files.test|-|-|lead|-|-|1");
    }

    @Test
    void everyFaultOfTheHeaderIsReported() {
        ImportResponse response = TransferClient.importLenient("name,colour,name\nA,red,B\n");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.errors())
                .containsExactly(
                        List.of(
                                1,
                                "colour",
                                "is not one of the columns name, email, phone, company, status, country, notes"),
                        List.of(1, "name", "appears more than once"),
                        List.of(1, "email", "is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void aFileWithoutAHeaderIsRefused(String file) {
        ImportResponse response = TransferClient.importStrict(file);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.errors()).extracting(List::getFirst).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv; charset=ISO-8859-9", "text/plain", "application/json"})
    void anotherMediaTypeIsRefused(String type) {
        assertThat(TransferClient.send("", type, "editor", "name,email\n".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(415);
    }

    private List<String> stored() {
        return resultOf(database.query(STORED, row -> row.text("customer")));
    }
}
