package dev.lifeguard.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All pods of this service against the limits of the server.
///
/// @param askedAt when the server answered
/// @param sessions those of this service, of all pods
/// @param sessionsWithoutPod the part of `sessions` whose name contains no pod
/// @param othersSessions all other sessions
/// @param others the largest groups of other sessions, at most 20
/// @param limits those that bind this service, the tightest first
/// @param bindingLimit the name of the tightest
/// @param headroom how many more sessions this service could open now; empty if that cannot be known
/// @param poolerBetween whether a pooler such as PgBouncer is in between: the sessions are then those of
///     the pooler
/// @param notes what to bear in mind when reading this
public record FleetView(
        Instant askedAt,
        int sessions,
        List<Pod> pods,
        int sessionsWithoutPod,
        int othersSessions,
        List<OtherSessions> others,
        List<Limit> limits,
        String bindingLimit,
        Optional<Integer> headroom,
        Optional<AtItsLargest> atItsLargest,
        boolean poolerBetween,
        List<String> notes) {
    private static final int MOST_GROUPS = 20;

    /// @param sessionsPerPod the most that one pod may open
    static FleetView of(FleetFacts facts, int sessionsPerPod) {
        List<Pod> pods = pods(facts);
        List<Limit> limits = facts.limitsThatBind();
        return new FleetView(
                facts.askedAt(),
                FleetFacts.sum(facts.ours()),
                pods,
                FleetFacts.sum(facts.ours().stream()
                        .filter(group -> podOf(group).isEmpty())
                        .toList()),
                FleetFacts.sum(facts.others()),
                others(facts),
                limits,
                limits.getFirst().name(),
                facts.headroom(),
                facts.poolerBetween() ? Optional.empty() : Optional.of(largest(pods, sessionsPerPod, limits)),
                facts.poolerBetween(),
                notes(facts));
    }

    private static List<Pod> pods(FleetFacts facts) {
        Optional<String> own = SessionName.parse(facts.applicationName()).flatMap(SessionName::pod);
        Map<String, Pod> pods = new TreeMap<>();
        for (SessionGroup group : facts.ours()) {
            podOf(group)
                    .ifPresent(pod ->
                            pods.merge(pod, pod(pod, own.filter(pod::equals).isPresent(), group), FleetView::sum));
        }
        return List.copyOf(pods.values());
    }

    private static Pod pod(String name, boolean self, SessionGroup group) {
        return group.name().filter(SessionName::ofThePool).isPresent()
                ? new Pod(name, self, group.sessions(), group.active(), group.idleInTransaction(), 0)
                : new Pod(name, self, 0, 0, 0, group.sessions());
    }

    private static Pod sum(Pod one, Pod other) {
        return new Pod(
                one.pod(),
                one.thisOne(),
                one.poolSessions() + other.poolSessions(),
                one.active() + other.active(),
                one.idleInTransaction() + other.idleInTransaction(),
                one.opsSessions() + other.opsSessions());
    }

    private static Optional<String> podOf(SessionGroup group) {
        return group.name().flatMap(SessionName::pod);
    }

    private static List<OtherSessions> others(FleetFacts facts) {
        return facts.others().stream()
                .sorted(Comparator.comparingInt(SessionGroup::sessions).reversed())
                .limit(MOST_GROUPS)
                .map(group ->
                        new OtherSessions(group.role(), group.database(), group.applicationName(), group.sessions()))
                .toList();
    }

    private static AtItsLargest largest(List<Pod> pods, int sessionsPerPod, List<Limit> limits) {
        int room = limits.stream().mapToInt(Limit::roomForUs).min().orElse(0);
        return AtItsLargest.of(Math.max(1, pods.size()), sessionsPerPod, room);
    }

    private static List<String> notes(FleetFacts facts) {
        List<String> notes = new ArrayList<>();
        if (facts.poolerBetween()) {
            notes.add(
                    "A pooler such as PgBouncer is between this service and the server. The sessions listed are those of"
                            + " the pooler, each named after its latest client; they are not the pods' own connections. How many"
                            + " more the pods may open depends on the pooler's settings (max_client_conn, default_pool_size).");
        }
        if (!facts.seesAll()) {
            notes.add(("The role %s may not see the kind of other roles' sessions: all of them count as clients, even"
                            + " workers of parallel queries. \"grant pg_read_all_stats to %s\" makes the counts exact.")
                    .formatted(facts.role(), facts.role()));
        }
        if (facts.limits().superuser()) {
            notes.add("The role %s is a superuser: no connection is reserved from it, and limits of role and database"
                            .formatted(facts.role())
                    + " do not bind it.");
        }
        return List.copyOf(notes);
    }
}
