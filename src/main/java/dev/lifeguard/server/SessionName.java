package dev.lifeguard.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the `application_name` that this service gives its sessions: `lifeguard/<pod>` for the pool,
/// `lifeguard-ops/<pod>` for the watch beside it, `lifeguard-<purpose>` for a single connection of another kind.
///
/// @param pod who holds the session, where the name tells it
/// @param ofThePool false for a session beside the pool
record SessionName(Optional<String> pod, boolean ofThePool) {
    /// Means the same to Java and to PostgreSQL.
    static final String PATTERN = "^lifeguard(-[a-z]+)?(/(.+))?$";

    /// A pod's name loses its beginning where the whole would not fit into 63 bytes. The longest purpose leaves
    /// this much of it, so that the end is the same in all sessions of one pod.
    private static final int SURE = 63 - "lifeguard-ops/".length();

    private static final Pattern OURS = Pattern.compile(PATTERN);

    /// Nothing if it is the name of somebody else's session.
    static Optional<SessionName> parse(String applicationName) {
        Matcher name = OURS.matcher(applicationName);
        if (!name.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new SessionName(Optional.ofNullable(name.group(3)).map(SessionName::sureEnd), name.group(1) == null));
    }

    private static String sureEnd(String pod) {
        return pod.substring(Math.max(0, pod.length() - SURE));
    }
}
