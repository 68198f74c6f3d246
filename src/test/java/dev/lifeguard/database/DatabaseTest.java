package dev.lifeguard.database;

import static dev.lifeguard.fixture.Results.problemOf;
import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseTest {
    private static final Sql COUNT = Sql.read("count", "select count(*) as n from things");
    private static final Sql INSERT = Sql.write("insert", "insert into things (id, label) values (?, ?)");

    @Inject
    Database database;

    @Inject
    Gate gate;

    @BeforeEach
    void emptyTables() {
        Awaitility.await().until(gate::isOpen);
        resultOf(database.execute(Sql.write("drop", "drop table if exists parts, things")));
        resultOf(database.execute(Sql.write("create", """
                create table things (
                    id    int not null,
                    label text not null,
                    size  int,
                    constraint things_id_unique unique (id),
                    constraint things_label_unique unique (label),
                    constraint things_size_check check (size > 0))
                """)));
        resultOf(database.execute(Sql.write(
                "create", "create table parts (thing int constraint parts_thing_reference references things (id))")));
    }

    @Test
    void valuesOfEachTypeAreBoundAndReadBack() {
        Instant instant = Instant.parse("2026-01-02T03:04:05.678901Z");
        UUID id = UUID.fromString("0197f1c0-0000-7000-8000-000000000000");
        Sql echo = Sql.read(
                "echo",
                "select ?::uuid as id, ?::text as text, ?::timestamptz as moment, ?::int as n, ?::bigint as big, ?::boolean as yes, ?::text as nothing");
        List<Object> row = resultOf(database.queryOne(
                        echo,
                        it -> List.of(
                                it.uuid("id"),
                                it.text("text"),
                                it.instant("moment"),
                                it.number("n"),
                                it.bigNumber("big"),
                                it.flag("yes"),
                                it.optionalText("nothing")),
                        id,
                        "O'Neil; drop table things",
                        instant,
                        7,
                        5_000_000_000L,
                        true,
                        Optional.empty()))
                .orElseThrow();
        assertThat(row)
                .containsExactly(id, "O'Neil; drop table things", instant, 7, 5_000_000_000L, true, Optional.empty());
    }

    @Test
    void eachOfManyConcurrentReadsByIdGetsItsOwnRow() {
        resultOf(database.execute(INSERT, 1, "one"));
        resultOf(database.execute(INSERT, 2, "two"));
        record Thing(UUID id, String label) {}
        ReadById<Thing> read = new ReadById<>(
                Sql.read("things by id", """
                        select ('00000000-0000-7000-8000-' || lpad(id::text, 12, '0'))::uuid as id, label
                          from things
                         where ('00000000-0000-7000-8000-' || lpad(id::text, 12, '0'))::uuid = any (?)
                        """), row -> new Thing(row.uuid("id"), row.text("label")), Thing::id);
        List<CompletableFuture<Optional<Thing>>> results = IntStream.range(0, 300)
                .mapToObj(i -> database.byId(read, UUID.fromString("00000000-0000-7000-8000-00000000000" + i % 3))
                        .subscribeAsCompletionStage())
                .toList();
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).join().map(Thing::label))
                    .isEqualTo(List.of(Optional.<String>empty(), Optional.of("one"), Optional.of("two"))
                            .get(i % 3));
        }
    }

    @Test
    void eachOfManyConcurrentReadsByIdFailsIfTheirStatementFails() {
        ReadById<UUID> broken = new ReadById<>(
                Sql.read("broken", "select id from no_such_table where id = any (?)"), row -> row.uuid("id"), id -> id);
        List<CompletableFuture<Optional<UUID>>> results = IntStream.range(0, 5)
                .mapToObj(i -> database.byId(broken, UUID.randomUUID()).subscribeAsCompletionStage())
                .toList();
        assertThat(results).allSatisfy(each -> assertThatThrownBy(each::join).hasMessageContaining("internal"));
    }

    @Test
    void aSecondRowFailsAQueryForOneRow() {
        Sql two = Sql.read("two", "select n from generate_series(1, 2) as n");
        assertThatThrownBy(() -> resultOf(database.queryOne(two, row -> row.number("n"))))
                .hasMessageContaining("internal");
    }

    @Test
    void aDuplicateValueIsAConflictThatNamesItsField() {
        resultOf(database.execute(INSERT, 1, "one"));
        assertThat(problemOf(database.execute(INSERT, 2, "one")))
                .extracting(Problem::kind, Problem::errors)
                .containsExactly(ProblemKind.CONFLICT, List.of(new FieldError("label", "is already taken")));
    }

    @Test
    void aMissingReferenceIsAConflictThatNamesItsField() {
        Problem problem = problemOf(database.execute(Sql.write("orphan", "insert into parts (thing) values (99)")));
        assertThat(problem.kind()).isEqualTo(ProblemKind.CONFLICT);
        assertThat(problem.errors()).extracting(FieldError::field).containsExactly("thing");
    }

    @Test
    void aValueThatIsNotAllowedIsInvalidContentThatNamesItsField() {
        Problem problem = problemOf(
                database.execute(Sql.write("bad", "insert into things (id, label, size) values (1, 'a', -1)")));
        assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID_CONTENT);
        assertThat(problem.errors()).extracting(FieldError::field).containsExactly("size");
    }

    @Test
    void aMissingValueIsInvalidContentThatNamesItsField() {
        Problem problem = problemOf(database.execute(INSERT, 1, null));
        assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID_CONTENT);
        assertThat(problem.errors()).extracting(FieldError::field).containsExactly("label");
    }

    @Test
    void aTransactionThatThrowsIsRolledBack() {
        Problem problem = problemOf(database.inTransaction(session -> {
            session.execute(INSERT, 1, "one");
            throw new IllegalStateException("after the fact");
        }));
        assertThat(problem.kind()).isEqualTo(ProblemKind.INTERNAL);
        assertThat(count()).isZero();
    }

    @Test
    void aTransactionThatReturnsIsCommitted() {
        int rows = resultOf(database.inTransaction(session -> {
            session.execute(INSERT, 1, "one");
            return session.execute(INSERT, 2, "two");
        }));
        assertThat(rows).isEqualTo(1);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aTransactionThatCollidesIsRetried() {
        resultOf(database.execute(INSERT, 0, "counter"));
        Sql isolate = Sql.write("isolate", "set transaction isolation level serializable");
        Sql read = Sql.read("read", "select coalesce(size, 0) as size from things where id = 0");
        Sql write = Sql.write("write", "update things set size = ? where id = 0");
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        SessionWork<Integer> increment = session -> {
            boolean first = runs.incrementAndGet() <= 2;
            session.execute(isolate);
            int size = session.queryOne(read, row -> row.number("size")).orElseThrow();
            if (first) {
                meet(bothHaveRead);
            }
            return session.execute(write, size + 1);
        };
        List<CompletableFuture<Integer>> both = IntStream.range(0, 2)
                .mapToObj(i -> database.inTransaction(increment).subscribeAsCompletionStage())
                .toList();
        both.forEach(CompletableFuture::join);
        assertThat(resultOf(database.queryOne(read, row -> row.number("size")))).contains(2);
        assertThat(runs).hasValueGreaterThan(2);
    }

    @Test
    void aStatementThatTakesTooLongTimesOut() {
        SessionWork<Integer> slow = session -> {
            session.execute(Sql.write("limit", "set local statement_timeout = 50"));
            return session.execute(Sql.write("slow", "update things set size = 1 from pg_sleep(5)"));
        };
        assertThat(problemOf(database.inTransaction(slow)).kind()).isEqualTo(ProblemKind.STATEMENT_TIMEOUT);
    }

    @Test
    void aReadOnlyDatabaseRejectsWrites() {
        SessionWork<Integer> write = session -> {
            session.execute(Sql.write("read only", "set transaction read only"));
            return session.execute(INSERT, 1, "one");
        };
        assertThat(problemOf(database.inTransaction(write)).kind()).isEqualTo(ProblemKind.DATABASE_REJECTS);
    }

    @Test
    void aReadIsRetriedWhenItsConnectionIsLost() {
        resultOf(database.execute(INSERT, 1, "one"));
        AtomicInteger tries = new AtomicInteger();
        int n = resultOf(database.queryOne(COUNT, row -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new java.sql.SQLException("cut off", "08006");
                    }
                    return row.number("n");
                }))
                .orElseThrow();
        assertThat(n).isEqualTo(1);
        assertThat(tries).hasValue(2);
    }

    @Test
    void aWriteIsNeverRetried() {
        Sql returning = Sql.write("returning", "insert into things (id, label) values (?, ?) returning id");
        AtomicInteger tries = new AtomicInteger();
        Problem problem = problemOf(database.queryOne(
                returning,
                row -> {
                    tries.incrementAndGet();
                    throw new java.sql.SQLException("cut off", "08006");
                },
                1,
                "one"));
        assertThat(problem.kind()).isEqualTo(ProblemKind.DATABASE_UNREACHABLE);
        assertThat(tries).hasValue(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aFailedTransactionRestoresItsConnectionsAutoCommit() {
        problemOf(database.inTransaction(session -> session.execute(Sql.write("broken", "select nonsense"))));
        for (int i = 1; i <= 20; i++) {
            resultOf(database.execute(INSERT, i, "label " + i));
        }
        assertThat(count()).isEqualTo(20);
    }

    private int count() {
        return resultOf(database.queryOne(COUNT, row -> row.number("n"))).orElseThrow();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
