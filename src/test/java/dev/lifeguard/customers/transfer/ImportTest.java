package dev.lifeguard.customers.transfer;

import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.customers.transfer.TransferClient.ImportResponse;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an import stores and reports. The customers of this test have addresses at `import.test`, so
/// that they do not affect other tests.
@QuarkusTest
class ImportTest {
    private static final Sql STORED = Sql.read("stored", """
            select concat_ws('|', name, email, coalesce(phone, '-'), coalesce(company, '-'), status,
                             coalesce(country, '-'), coalesce(notes, '-'), version) as customer
              from customers
             where email ilike '%@import.test'
             order by lower(email)
            """);
    private static final Sql BY_ID =
            Sql.read("by id", "select name from customers where email ilike '%@import.test' order by id");
    private static final Sql DELETE = Sql.write("delete", "delete from customers where email ilike '%@import.test'");

    private static final Sql LOCK_MIDDLE =
            Sql.write("lock", "select email from customers where email = 'm@import.test' for update");
    private static final Sql WAITING = Sql.read("waiting", """
            select count(*) as imports
              from pg_locks
             where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))
            """);
    private static final Sql UNLOCKED = Sql.write("unlocked", """
            select email
              from customers
             where email like '%@import.test'
             order by email
               for update skip locked
            """);

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
    void aKnownAddressInAnyCaseGetsTheValuesOfTheFileAndKeepsTheRest() {
        TransferClient.importStrict("name,email,phone,company\nAda,ada@import.test,1,Engines\n");

        ImportResponse response = TransferClient.importStrict("name,email,phone\nAda L,ADA@import.test,\n");

        assertThat(response.counts()).containsExactly(1, 0, 1, 0, 0);
        assertThat(stored()).containsExactly("Ada L|ADA@import.test|-|Engines|lead|-|-|2");
    }

    @Test
    void aCustomerThatHasTheValuesAlreadyIsNotChanged() {
        TransferClient.importStrict("name,email\nAda,ada@import.test\n");

        ImportResponse response = TransferClient.importStrict("name,email\nAda,ada@import.test\nBob,bob@import.test\n");

        assertThat(response.counts()).containsExactly(2, 1, 0, 1, 0);
        assertThat(stored())
                .containsExactly("Ada|ada@import.test|-|-|lead|-|-|1", "Bob|bob@import.test|-|-|lead|-|-|1");
    }

    @Test
    void strictStoresNothingIfALineIsNotValid() {
        ImportResponse response =
                TransferClient.importStrict("name,email,country\nA,a@import.test,\nB,b@import.test,XX\n,nobody,\n");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.body().getString("type")).isEqualTo("urn:lifeguard:problem:invalid-content");
        assertThat(response.errors())
                .extracting(error -> error.subList(0, 2))
                .containsExactly(List.of(3, "country"), List.of(4, "name"), List.of(4, "email"));
        assertThat(stored()).isEmpty();
    }

    @Test
    void lenientStoresTheValidLinesAndReportsTheOthers() {
        ImportResponse response =
                TransferClient.importLenient("name,email,country\nA,a@import.test,\nB,b@import.test,XX\n");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.counts()).containsExactly(2, 1, 0, 0, 1);
        assertThat(response.errors())
                .containsExactly(List.of(3, "country", "must be an ISO 3166-1 alpha-2 code, such as TR"));
        assertThat(stored()).hasSize(1);
    }

    @Test
    void anAddressThatAppearsTwiceIsStoredOnce() {
        String file = "name,email\nA,a@import.test\n\"B\n\",b@import\nC,A@Import.test\nD,a@import.test\n";

        ImportResponse response = TransferClient.importLenient(file);

        assertThat(response.counts()).containsExactly(4, 1, 0, 0, 3);
        assertThat(response.errors())
                .containsExactly(
                        List.of(3, "name", "must be a text of 1 to 200 characters, without control characters"),
                        List.of(5, "email", "is already on line 2"),
                        List.of(6, "email", "is already on line 2"));
        assertThat(stored()).containsExactly("A|a@import.test|-|-|lead|-|-|1");
    }

    @Test
    void strictStoresNothingIfAnAddressAppearsTwice() {
        ImportResponse response = TransferClient.importStrict("name,email\nA,a@import.test\nB,A@import.test\n");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.errors()).containsExactly(List.of(3, "email", "is already on line 2"));
        assertThat(stored()).isEmpty();
    }

    @Test
    void theFirstThousandErrorsAreReportedAndAllLinesAreCounted() {
        String lines = IntStream.range(0, 1500).mapToObj(i -> "x,x\n").collect(Collectors.joining());

        ImportResponse response = TransferClient.importLenient("name,email\n" + lines);

        assertThat(response.counts()).containsExactly(1500, 0, 0, 0, 1500);
        assertThat(response.errors()).hasSize(1000);
    }

    @Test
    void anImportTakesOneLeaseAndARefusedOneNone() {
        int before = leases();

        TransferClient.importStrict("name,email\nA,a@import.test\n");
        TransferClient.importStrict("name,email\n,b@import.test\n");
        TransferClient.importLenient("colour\n");

        assertThat(leases()).isEqualTo(before + 1);
    }

    private static int leases() {
        return Operator.json("/pool")
                .getList(
                        "timings.routes.findAll { it.route == 'POST /api/customers/import' && it.lane == 'bulk' }.since_start.holds.count",
                        Integer.class)
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    void aViewerCannotImport() {
        assertThat(TransferClient.send("", "text/csv", "viewer", "name,email\n".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anUnknownModeIsRefused() {
        assertThat(TransferClient.send(
                                "?mode=bold", "text/csv", "editor", "name,email\n".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anImportLocksCustomersInTheOrderOfAddresses() throws Exception {
        TransferClient.importStrict("name,email\nA,a@import.test\nM,m@import.test\nZ,z@import.test\n");
        FutureTask<ImportResponse> backwards = new FutureTask<>(() ->
                TransferClient.importStrict("name,email\nZ2,z@import.test\nM2,m@import.test\nA2,a@import.test\n"));
        Thread importing = new Thread(backwards);

        List<String> unlocked = resultOf(database.inTransaction(session -> {
            session.queryOne(LOCK_MIDDLE, row -> row.text("email"));
            importing.start();
            await().until(() ->
                    session.queryOne(WAITING, row -> row.bigNumber("imports")).orElseThrow() == 1);
            return session.query(UNLOCKED, row -> row.text("email"));
        }));

        assertThat(unlocked).containsExactly("m@import.test", "z@import.test");
        assertThat(backwards.get().counts()).containsExactly(3, 0, 3, 0, 0);
    }

    @Test
    void idsAreAssignedInTheOrderOfAddresses() {
        TransferClient.importStrict("name,email\nD,d@import.test\nB,B@import.test\nA,a@import.test\nC,c@import.test\n");

        assertThat(resultOf(database.query(BY_ID, row -> row.text("name")))).containsExactly("A", "B", "C", "D");
    }

    private List<String> stored() {
        return resultOf(database.query(STORED, row -> row.text("customer")));
    }
}
