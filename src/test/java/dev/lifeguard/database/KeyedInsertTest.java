package dev.lifeguard.database;

import static dev.lifeguard.fixture.Results.problemOf;
import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.http.CreatedResponse;
import dev.lifeguard.http.IdempotencyClaim;
import dev.lifeguard.http.IdempotencyKey;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyedInsertTest {
    private static final String INSERT = "insert into marks (n) select ? from claim returning n";
    private static final CreatedResponse RESPONSE = new CreatedResponse("/marks/1", 1, "{}");

    @Inject
    Database database;

    @Inject
    Gate gate;

    private final AtomicInteger tries = new AtomicInteger();
    private final KeyedInsert<Integer> lostOnce = new KeyedInsert<>("mark", INSERT, row -> {
        if (tries.incrementAndGet() == 1) {
            throw new SQLException("cut off after the commit", "08006");
        }
        return row.number("n");
    });

    @BeforeEach
    void emptyTable() {
        Awaitility.await().until(gate::isOpen);
        resultOf(database.execute(Sql.write("drop", "drop table if exists marks")));
        resultOf(database.execute(Sql.write("create", "create table marks (n int)")));
    }

    @Test
    void aResponseThatWasLostAfterTheCommitIsReplayed() {
        InsertResult<Integer> inserted = resultOf(database.insert(lostOnce, Optional.of(claim()), 1));

        assertThat(inserted).isEqualTo(new InsertResult.Replayed<>(RESPONSE));
        assertThat(marks()).containsExactly(1);
    }

    @Test
    void anInsertWithoutAKeyIsNotRetried() {
        assertThat(problemOf(database.insert(lostOnce, Optional.empty(), 1)).kind())
                .isEqualTo(ProblemKind.DATABASE_UNREACHABLE);

        assertThat(marks()).containsExactly(1);
    }

    private static IdempotencyClaim claim() {
        return new IdempotencyClaim(new IdempotencyKey("test", UUID.randomUUID().toString(), "fingerprint"), RESPONSE);
    }

    private List<Integer> marks() {
        return resultOf(database.query(Sql.read("marks", "select n from marks"), row -> row.number("n")));
    }
}
