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

/// All SQL of an import: the rows are copied into a temporary table, and one statement stores them. One transaction
/// on one connection.
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

    /// Enough for 100,000 rows to be sorted, and handed to the triggers, without a file.
    private static final Sql MEMORY = Sql.write("import: memory", "set local work_mem = '64MB'");

    private static final Sql COUNT_REPEATED = Sql.read("import: count repeated", """
            select coalesce(sum(times - 1), 0)::bigint as lines
              from (select count(*) as times from incoming_customers group by key having count(*) > 1) as them
            """);

    private static final Sql REPEATED = Sql.read("import: repeated", """
            select line, first
              from (select line, min(line) over (partition by key) as first from incoming_customers) as them
             where line > first
             order by line
             limit ?
            """);

    private static final Sql DROP_REPEATED = Sql.write("import: drop repeated", """
            delete from incoming_customers
             using (select line, min(line) over (partition by key) as first from incoming_customers) as them
             where incoming_customers.line = them.line
               and them.line > them.first
            """);

    private final Database database;

    ImportStore(Database database) {
        this.database = database;
    }

    /// How many rows were new, and how many of the others were changed.
    private record Stored(long inserted, long updated) {}

    /// @param mode whether lines that name a customer once more are passed over, or keep all from being stored
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
                repeated == 0 ? file.rejections() : withRepeated(session, file.rejections(), repeated);
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

    private static RejectedLines withRepeated(Session session, RejectedLines others, long repeated)
            throws SQLException {
        List<FieldError> errors = session.query(
                REPEATED,
                row -> new FieldError(
                        row.bigNumber("line"),
                        CustomerField.EMAIL.word(),
                        "is on line %d already".formatted(row.bigNumber("first"))),
                RejectedLines.MOST_ERRORS);
        return others.and(repeated, errors);
    }

    private static Sql copy(List<CustomerField> fields) {
        return Sql.write(
                "import: copy",
                "copy incoming_customers (line, id, %s) from stdin".formatted(list(fields, CustomerField::word)));
    }

    /// What the file says of a customer holds, what it does not mention stays as it is. Rows are taken in one order
    /// whatever the file's is, so that two imports of the same customers wait for each other once, and not each for
    /// what the other has. Ids are dealt out anew in that order: each index gets its entries where it got the one
    /// before, instead of all over the place, which is a quarter of an import's time.
    private static Sql upsert(List<CustomerField> fields) {
        return Sql.write("import: store", """
                with placed as (
                    select %s, row_number() over (order by key collate "C") as place from incoming_customers
                ), ids as (
                    select id, row_number() over (order by id) as place from incoming_customers
                ), stored as (
                    insert into customers (id, %s)
                    select id, %s
                      from placed join ids using (place)
                     order by place
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
