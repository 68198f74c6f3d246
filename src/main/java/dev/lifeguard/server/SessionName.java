package dev.lifeguard.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parsed `application_name` of a session of this service: `lifeguard/<pod>` for the pool,
/// `lifeguard-ops/<pod>` for the connections beside it, `lifeguard-<purpose>` for a single connection.
///
/// @param pod the pod that has the session, if the name contains it
/// @param ofThePool false for a session beside the pool
record SessionName(Optional<String> pod, boolean ofThePool) {
    /// Valid, with the same meaning, in Java and in PostgreSQL.
    static final String PATTERN = "^lifeguard(-[a-z]+)?(/(.+))?$";

    /// The beginning of a long pod name is cut off where the whole does not fit into 63 bytes. The
    /// longest prefix leaves this much of it, so the end is the same in all sessions of one pod.
    private static final int POD_LENGTH = 63 - "lifeguard-ops/".length();

    private static final Pattern OURS = Pattern.compile(PATTERN);

    /// Empty for a session of another program.
    static Optional<SessionName> parse(String applicationName) {
        Matcher name = OURS.matcher(applicationName);
        if (!name.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new SessionName(Optional.ofNullable(name.group(3)).map(SessionName::endOf), name.group(1) == null));
    }

    private static String endOf(String pod) {
        return pod.substring(Math.max(0, pod.length() - POD_LENGTH));
    }
}
