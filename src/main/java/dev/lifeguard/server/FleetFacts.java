package dev.lifeguard.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All sessions and limits, as the server reported them at one moment.
///
/// @param role the role of the session that asked, which is also that of the pool
/// @param applicationName the name of the session that asked
/// @param seesAll whether the role may see the state of sessions of other roles
/// @param poolerBetween whether the process that answers is not the one that this service is connected
///     to
record FleetFacts(
        Instant askedAt,
        String role,
        String database,
        String applicationName,
        boolean seesAll,
        boolean poolerBetween,
        ServerLimits limits,
        List<SessionGroup> groups) {
    /// Role and database must match too, as any program can give its session any name.
    boolean isOurs(SessionGroup group) {
        return group.role().equals(role)
                && group.database().equals(database)
                && group.name().isPresent();
    }

    List<SessionGroup> ours() {
        return groups.stream().filter(this::isOurs).toList();
    }

    List<SessionGroup> others() {
        return groups.stream().filter(group -> !isOurs(group)).toList();
    }

    /// The limits that bind this service, the one that leaves the least first.
    List<Limit> limitsThatBind() {
        int ours = sum(ours());
        List<Limit> all = new ArrayList<>();
        all.add(Limit.of("max_connections", limits.forThisRole(), sum(groups), ours));
        if (limits.bindsRole()) {
            List<SessionGroup> same =
                    groups.stream().filter(group -> group.role().equals(role)).toList();
            all.add(Limit.of("role_connection_limit", limits.roleLimit(), sum(same), ours));
        }
        if (limits.bindsDatabase()) {
            List<SessionGroup> same = groups.stream()
                    .filter(group -> group.database().equals(database))
                    .toList();
            all.add(Limit.of("database_connection_limit", limits.databaseLimit(), sum(same), ours));
        }
        all.sort(Comparator.comparingInt(limit -> limit.sessions() - limit.used()));
        return List.copyOf(all);
    }

    /// How many more sessions this service could open. Unknown behind a pooler, as the pooler opens the
    /// sessions.
    Optional<Integer> headroom() {
        return poolerBetween
                ? Optional.empty()
                : Optional.of(limitsThatBind().getFirst().left());
    }

    static int sum(List<SessionGroup> groups) {
        return groups.stream().mapToInt(SessionGroup::sessions).sum();
    }
}
