package dev.lifeguard.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Row;
import dev.lifeguard.database.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Runs the SQL of the dashboards: one statement for each dashboard.
@ApplicationScoped
class DashboardStore {
    private final Database database;
    private final ObjectMapper mapper;

    DashboardStore(Database database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    Uni<Figures> overview(Period period) {
        return figures(DashboardSql.OVERVIEW, bounds(period));
    }

    Uni<Figures> revenue(Period period) {
        return figures(DashboardSql.REVENUE, bounds(period));
    }

    /// @param first the month of the first cohort
    /// @param last the month after the last cohort
    Uni<Figures> growth(Period period, LocalDate first, LocalDate last) {
        return figures(DashboardSql.GROWTH, growthValues(period, first, last));
    }

    static Object[] growthValues(Period period, LocalDate first, LocalDate last) {
        return Stream.concat(Stream.of(bounds(period)), Stream.of(first, last, first, last))
                .toArray();
    }

    private Uni<Figures> figures(Sql sql, Object... values) {
        return database.queryOne(sql, this::figures, values).map(found -> found.orElseThrow());
    }

    private Figures figures(Row row) throws SQLException {
        try {
            return mapper.readValue(row.text("figures"), Figures.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the columns of the statement and Figures differ", e);
        }
    }

    /// The statement's numbered time ranges: everything before the period, the previous period, and
    /// each bucket.
    static Object[] bounds(Period period) {
        List<TimeRange> all =
                new ArrayList<>(List.of(new TimeRange(Period.BEGINNING, period.from()), period.previous()));
        all.addAll(period.buckets());
        return new Object[] {
            IntStream.range(Figures.EARLIER, all.size() + Figures.EARLIER)
                    .boxed()
                    .toArray(Integer[]::new),
            moments(all, TimeRange::from),
            moments(all, TimeRange::to)
        };
    }

    /// As strings, because the driver cannot bind an array of times.
    private static String[] moments(List<TimeRange> ranges, Function<TimeRange, Instant> bound) {
        return ranges.stream().map(it -> bound.apply(it).toString()).toArray(String[]::new);
    }
}
