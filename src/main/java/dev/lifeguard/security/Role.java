package dev.lifeguard.security;

import java.util.List;

/// What a token's `groups` may hold. Each allows what it says and nothing else; a token can hold several.
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
