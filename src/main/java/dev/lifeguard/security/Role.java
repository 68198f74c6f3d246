package dev.lifeguard.security;

import java.util.List;

/// The roles that the `groups` of a token may contain. A role allows only what is listed here; a token
/// may have several roles.
public final class Role {
    /// Reads the business API.
    public static final String VIEWER = "viewer";

    /// Reads and writes the business API.
    public static final String EDITOR = "editor";

    /// Sees and changes the pool.
    public static final String OPERATOR = "operator";

    public static final List<String> ALL = List.of(VIEWER, EDITOR, OPERATOR);

    private Role() {}
}
