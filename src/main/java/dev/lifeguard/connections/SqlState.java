package dev.lifeguard.connections;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL's error codes say about the connection and the server, rather than about the statement.
public final class SqlState {
    public static final String CONNECTION_FAILURE = "08006";
    public static final String READ_ONLY = "25006";
    public static final String QUERY_CANCELED = "57014";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private SqlState() {}

    /// The code that an exception, or one that it wraps, carries.
    public static Optional<String> of(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    /// Whether the connection is lost: broken (class 08), or ended by the server (57P01 to 57P05).
    public static boolean isConnectionLost(Throwable failure) {
        return of(failure)
                .map(state -> state.startsWith("08") || state.startsWith("57P"))
                .orElse(false);
    }

    /// Whether the server already has as many connections as it allows.
    public static boolean isTooManyConnections(Throwable failure) {
        return of(failure).map(TOO_MANY_CONNECTIONS::equals).orElse(false);
    }

    /// Whether the server answers but rejects the service: authentication (class 28), no such database
    /// (3D000), too many connections (53300), read-only (25006).
    public static boolean isRejection(Throwable failure) {
        return of(failure)
                .map(state -> state.startsWith("28")
                        || state.equals("3D000")
                        || state.equals(TOO_MANY_CONNECTIONS)
                        || state.equals(READ_ONLY))
                .orElse(false);
    }
}
