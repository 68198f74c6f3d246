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

/// All SQL about dashboards: one statement for each, on one connection.
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
    /// @param last the month after the last one
    Uni<Figures> growth(Period period, LocalDate first, LocalDate last) {
        return figures(DashboardSql.GROWTH, ofGrowth(period, first, last));
    }

    static Object[] ofGrowth(Period period, LocalDate first, LocalDate last) {
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
            throw new IllegalStateException("the statement and Figures do not agree", e);
        }
    }

    /// The buckets, the period before, and everything before this period, each with its number.
    static Object[] bounds(Period period) {
        List<TimeRange> all = new ArrayList<>(List.of(new TimeRange(Period.BEGINNING, period.from()), period.before()));
        all.addAll(period.buckets());
        return new Object[] {
            IntStream.range(Figures.EARLIER, all.size() + Figures.EARLIER)
                    .boxed()
                    .toArray(Integer[]::new),
            moments(all, TimeRange::from),
            moments(all, TimeRange::to)
        };
    }

    /// As texts, as the driver knows no array of times.
    private static String[] moments(List<TimeRange> stretches, Function<TimeRange, Instant> bound) {
        return stretches.stream().map(it -> bound.apply(it).toString()).toArray(String[]::new);
    }
}
