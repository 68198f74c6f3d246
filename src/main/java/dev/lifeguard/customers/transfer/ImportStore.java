package dev.lifeguard.customers.transfer;

import dev.lifeguard.customers.CustomerField;
import dev.lifeguard.customers.CustomerField.Presence;
import dev.lifeguard.customers.CustomerStatus;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Session;
import dev.lifeguard.database.Sql;
import dev.lifeguard.http.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Stores the rows of an import. They are copied into a temporary table, and one statement stores them,
/// in one transaction on one connection.
@ApplicationScoped
class ImportStore {
    private static final Sql CREATE = Sql.write("import: create", """
            create temporary table incoming_customers (
                line    bigint not null,
                id      uuid   not null,
                name    text   not null,
                email   text   not null,
                phone   text,
                company text,
                status  text,
                country text,
                notes   text,
                key     text   generated always as (lower(email)) stored
            ) on commit drop
            """);

    /// Enough to sort 100,000 rows, and to pass them to the triggers, without a temporary file.
    private static final Sql MEMORY = Sql.write("import: memory", "set local work_mem = '64MB'");

    private static final Sql COUNT_REPEATED = Sql.read("import: count repeated", """
            select coalesce(sum(times - 1), 0)::bigint as lines
              from (select count(*) as times from incoming_customers group by key having count(*) > 1) as repeated
            """);

    private static final Sql REPEATED = Sql.read("import: repeated", """
            select line, first
              from (select line, min(line) over (partition by key) as first from incoming_customers) as keyed
             where line > first
             order by line
             limit ?
            """);

    private static final Sql DROP_REPEATED = Sql.write("import: drop repeated", """
            delete from incoming_customers
             using (select line, min(line) over (partition by key) as first from incoming_customers) as keyed
             where incoming_customers.line = keyed.line
               and keyed.line > keyed.first
            """);

    private final Database database;

    ImportStore(Database database) {
        this.database = database;
    }

    /// How many customers were inserted and how many were changed.
    private record Stored(long inserted, long updated) {}

    /// @param mode whether a line that repeats an address is rejected by itself, or with the whole file
    Uni<ImportReport> store(ReceivedFile file, ImportMode mode) {
        return database.inLongTransaction(session -> store(session, file, mode));
    }

    private static ImportReport store(Session session, ReceivedFile file, ImportMode mode) throws SQLException {
        session.execute(CREATE);
        session.execute(MEMORY);
        long rows = session.copyIn(copy(file.fields()), file.rows().in());
        long repeated =
                session.queryOne(COUNT_REPEATED, row -> row.bigNumber("lines")).orElseThrow();
        RejectedLines rejections =
                repeated == 0 ? file.rejections() : addRepeated(session, file.rejections(), repeated);
        if (mode == ImportMode.STRICT && repeated > 0) {
            throw rejections.asProblem();
        }
        if (repeated > 0) {
            session.execute(DROP_REPEATED);
        }
        Stored stored = session.queryOne(
                        upsert(file.fields()), row -> new Stored(row.bigNumber("inserted"), row.bigNumber("updated")))
                .orElseThrow();
        return new ImportReport(
                mode,
                file.lines(),
                stored.inserted(),
                stored.updated(),
                rows - repeated - stored.inserted() - stored.updated(),
                rejections.lines(),
                rejections.errors(),
                file.header().ignored());
    }

    private static RejectedLines addRepeated(Session session, RejectedLines others, long repeated) throws SQLException {
        List<FieldError> errors = session.query(
                REPEATED,
                row -> new FieldError(
                        row.bigNumber("line"),
                        CustomerField.EMAIL.word(),
                        "is already on line %d".formatted(row.bigNumber("first"))),
                RejectedLines.MAX_ERRORS);
        return others.and(repeated, errors);
    }

    private static Sql copy(List<CustomerField> fields) {
        return Sql.write(
                "import: copy",
                "copy incoming_customers (line, id, %s) from stdin".formatted(list(fields, CustomerField::word)));
    }

    /// Inserts customers, and changes those whose address exists; columns that the file does not have
    /// stay as they are.
    ///
    /// Rows are stored in the order of their addresses, whatever the order of the file. Two imports of
    /// the same customers then wait for each other once and cannot deadlock. Ids are assigned in that
    /// order too: each index then inserts its entries next to each other, which saves a quarter of the
    /// time.
    private static Sql upsert(List<CustomerField> fields) {
        return Sql.write("import: store", """
                with ranked as (
                    select %s, row_number() over (order by key collate "C") as rank from incoming_customers
                ), ids as (
                    select id, row_number() over (order by id) as rank from incoming_customers
                ), stored as (
                    insert into customers (id, %s)
                    select id, %s
                      from ranked join ids using (rank)
                     order by rank
                    on conflict (lower(email)) do update
                       set %s,
                           version = customers.version + 1,
                           updated_at = greatest(now(), customers.updated_at + interval '1 microsecond')
                     where (%s) is distinct from (%s)
                    returning version = 1 as is_new
                )
                select count(*) filter (where is_new) as inserted, count(*) filter (where not is_new) as updated
                  from stored
                """.formatted(
                        list(fields, CustomerField::word),
                        list(fields, CustomerField::word),
                        list(fields, ImportStore::valueOrDefault),
                        list(fields, field -> field.word() + " = excluded." + field.word()),
                        list(fields, field -> "customers." + field.word()),
                        list(fields, field -> "excluded." + field.word())));
    }

    private static String valueOrDefault(CustomerField field) {
        return field.presence() == Presence.DEFAULTED
                ? "coalesce(%s, '%s')".formatted(field.word(), CustomerStatus.LEAD.word())
                : field.word();
    }

    private static String list(List<CustomerField> fields, Function<CustomerField, String> each) {
        return fields.stream().map(each).collect(Collectors.joining(", "));
    }
}
