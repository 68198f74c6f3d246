package dev.lifeguard.setup;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A parsed `DATABASE_URL`: hosts, database, user, password and options.
///
/// The URL may hold a password. So no message repeats a part of it that could be one, and [#toString()]
/// leaves the password out.
///
/// @param hosts as in a JDBC URL: `host:port`, an IPv6 address in brackets, several separated by commas
/// @param options further options for the driver, by the driver's names
public record DatabaseUrl(String hosts, String database, String user, String password, Map<String, String> options) {
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /// Options whose name in libpq differs from the name in the driver.
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "target_session_attrs", "targetServerType");

    /// The values of libpq's `target_session_attrs`, and the same values of the driver.
    private static final Map<String, String> SERVER_TYPES = Map.of(
            "read-write", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    public DatabaseUrl {
        options = Map.copyOf(options);
    }

    /// Parses a URL in one of the three spellings.
    ///
    /// @throws IllegalArgumentException with a message that says what is wrong and holds no secret
    public static DatabaseUrl parse(String text) {
        String rest = withoutScheme(text);
        int question = rest.indexOf('?');
        Map<String, String> options =
                new LinkedHashMap<>(question < 0 ? Map.of() : parseOptions(rest.substring(question + 1)));
        String address = question < 0 ? rest : rest.substring(0, question);

        int slash = address.indexOf('/', address.lastIndexOf('@') + 1);
        String authority = slash < 0 ? address : address.substring(0, slash);
        String path = slash < 0 ? "" : decode(address.substring(slash + 1), "database name");

        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon), "user name");
        String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1), "password");
        user = user.isEmpty() ? Optional.ofNullable(options.remove("user")).orElse("") : user;
        password = password.isEmpty()
                ? Optional.ofNullable(options.remove("password")).orElse("")
                : password;
        if (user.isEmpty()) {
            throw new IllegalArgumentException("names no user");
        }

        List<String> hosts = parseHosts(authority.substring(at + 1));
        options.putIfAbsent("sslmode", defaultSslMode(hosts, options));
        options.computeIfPresent("targetServerType", (name, type) -> SERVER_TYPES.getOrDefault(type, type));
        if (!SSL_MODES.contains(options.get("sslmode"))) {
            throw new IllegalArgumentException(
                    "has an unknown sslmode (known: disable, allow, prefer, require, verify-ca, verify-full)");
        }
        return new DatabaseUrl(String.join(",", hosts), path.isEmpty() ? user : path, user, password, options);
    }

    /// What is wrong with a URL; empty if it is valid.
    static Optional<String> complaint(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// The URL for the driver, without user, password and options.
    public String jdbcUrl() {
        return "jdbc:postgresql://%s/%s".formatted(hosts, encode(database));
    }

    /// Whether a host, given without a port, is this machine.
    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("[::1]")
                || name.equals("::1")
                || name.matches("127(\\.[0-9]+){3}");
    }

    @Override
    public String toString() {
        return "postgresql://%s@%s/%s".formatted(user, hosts, database);
    }

    private static String withoutScheme(String text) {
        for (String scheme : List.of("postgres://", "postgresql://", "jdbc:postgresql://")) {
            if (text.startsWith(scheme)) {
                return text.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException("does not begin with postgres://, postgresql:// or jdbc:postgresql://");
    }

    private static List<String> parseHosts(String text) {
        List<String> hosts = new ArrayList<>();
        for (String host : text.split(",", -1)) {
            hosts.add(parseHost(host));
        }
        return hosts;
    }

    private static String parseHost(String text) {
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? "5432" : text.substring(colon + 1);
        if (!host.matches("\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("names no host, or a host with invalid characters");
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("has a port that is not a number from 1 to 65535");
        }
        return host + ":" + port;
    }

    /// The driver's `ssl=true` means that the server's certificate is verified, so the mode must be as strict.
    private static String defaultSslMode(List<String> hosts, Map<String, String> options) {
        String ssl = options.getOrDefault("ssl", "false");
        if (ssl.isEmpty() || ssl.equalsIgnoreCase("true")) {
            return "verify-full";
        }
        return hosts.stream().allMatch(DatabaseUrl::isLoopbackWithPort) ? "prefer" : "require";
    }

    private static boolean isLoopbackWithPort(String hostAndPort) {
        return isLoopback(hostAndPort.substring(0, hostAndPort.lastIndexOf(':')));
    }

    private static Map<String, String> parseOptions(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("has an option that is not name=value");
            }
            String name = decode(pair.substring(0, equals), "option");
            options.put(DRIVER_NAMES.getOrDefault(name, name), decode(pair.substring(equals + 1), "option"));
        }
        return options;
    }

    private static String decode(String text, String what) {
        String decoded;
        try {
            decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has a %% in its %s without two hexadecimal digits after it".formatted(what), e);
        }
        if (decoded.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a NUL in its %s, which PostgreSQL does not accept".formatted(what));
        }
        return decoded;
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
