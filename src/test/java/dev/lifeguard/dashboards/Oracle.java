package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lifeguard.dashboards.Figures.Customers;
import dev.lifeguard.dashboards.Figures.Orders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/// Compares dashboards with plain aggregates of the raw tables, in one snapshot.
final class Oracle {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .registerModule(new JavaTimeModule());

    private Oracle() {}

    /// Fails if any figure of any dashboard differs from the raw tables at this moment.
    static void check(Connection connection, Period period) throws Exception {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            Object[] bounds = DashboardStore.bounds(period);
            Figures raw = figures(connection, RawSql.OVERVIEW, bounds);
            assertThat(figures(connection, DashboardSql.OVERVIEW.text(), bounds))
                    .isEqualTo(raw);
            assertThat(figures(connection, DashboardSql.REVENUE.text(), bounds).orders())
                    .isEqualTo(raw.orders());
            Object[] ofGrowth =
                    DashboardStore.growthValues(period, Growth.firstCohort(period), Growth.afterLastCohort(period));
            assertThat(figures(connection, DashboardSql.GROWTH.text(), ofGrowth))
                    .isEqualTo(figures(connection, RawSql.GROWTH, ofGrowth));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /// Reads the figures of the overview.
    static Figures overview(Connection connection, Period period) throws Exception {
        return figures(connection, DashboardSql.OVERVIEW.text(), DashboardStore.bounds(period));
    }

    private static Figures figures(Connection connection, String sql, Object... values) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return sorted(JSON.readValue(row.getString("figures"), Figures.class));
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /// Sorted, and without empty buckets.
    private static Figures sorted(Figures figures) {
        return new Figures(
                figures.orders().stream()
                        .filter(it -> !it.equals(Orders.none(it.n())))
                        .sorted(Comparator.comparingInt(Orders::n))
                        .toList(),
                figures.customers().stream()
                        .filter(it -> !it.equals(Customers.none(it.n())))
                        .sorted(Comparator.comparingInt(Customers::n))
                        .toList(),
                ordered(figures.kinds().stream()),
                figures.best(),
                ordered(figures.cohorts().stream()),
                ordered(figures.arrivals().stream()));
    }

    private static <T> java.util.List<T> ordered(Stream<T> all) {
        return all.sorted(Comparator.comparing(Object::toString)).toList();
    }
}
