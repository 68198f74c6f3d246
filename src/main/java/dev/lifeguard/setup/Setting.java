package dev.lifeguard.setup;

import java.util.Locale;
import java.util.Optional;

/// Every setting there is, and the one place that says its name, its default, what it takes and what it is for.
/// `.env.template`, the README's table, the defaults that the rooms see and the check before the start all come
/// from here.
@SuppressWarnings("ImmutableEnumChecker") // a Takes holds a function, and all of them are pure
public enum Setting {
    DATABASE_URL(
            "Database",
            "",
            SettingRule.databaseUrl(),
            "The PostgreSQL to use. Not set: an embedded one is started and keeps its data in `./data`. `sslmode` is `require` unless the URL says otherwise (`prefer` for a loopback host)."),
    DB_CONNECT_TIMEOUT(
            "Database",
            "10s",
            SettingRule.duration("1s", "5m"),
            "How long opening a connection may take, TLS and authentication included."),
    DB_STATEMENT_TIMEOUT(
            "Database", "10s", SettingRule.duration("10ms", "1h"), "After this long the server cancels a statement."),
    DB_BULK_STATEMENT_TIMEOUT(
            "Database",
            "5m",
            SettingRule.duration("1s", "1h"),
            "The same for the statements of an import, which take long by nature."),
    DB_SLOW_QUERY("Database", "500ms", SettingRule.duration("1ms", "1h"), "A statement that takes longer is logged."),
    DB_UNREADY_AFTER(
            "Database",
            "30s",
            SettingRule.duration("1s", "1h"),
            "Readiness goes DOWN once the database has been unreachable for this long."),

    DB_POOL_MIN_CONNECTIONS(
            "Pool",
            "2",
            SettingRule.wholeNumber(0, 1000),
            "Connections kept open when nobody needs them (development 2, staging 5, production 8)."),
    DB_POOL_MAX_CONNECTIONS(
            "Pool",
            "10",
            SettingRule.wholeNumber(1, 1000),
            "Connections at the most, for each pod (development 10, staging 20, production 24)."),
    DB_POOL_ACQUIRE_TIMEOUT(
            "Pool", "5s", SettingRule.duration("10ms", "10m"), "How long a request may wait for a connection."),
    DB_POOL_MAX_WAITING(
            "Pool",
            "2000",
            SettingRule.wholeNumber(0, 100_000),
            "Requests that may wait at the same time; a further one is refused at once."),
    DB_POOL_INTERACTIVE_SHARE(
            "Pool",
            "50-100",
            SettingRule.share(),
            "Percent of the pool for requests that somebody waits for: always its own, and at the most."),
    DB_POOL_DASHBOARDS_SHARE("Pool", "20-50", SettingRule.share(), "The same for dashboards."),
    DB_POOL_BULK_SHARE("Pool", "10-25", SettingRule.share(), "The same for imports and exports."),
    DB_POOL_WAIT_TARGET(
            "Pool",
            "10ms",
            SettingRule.duration("1ms", "10m"),
            "How long 95 of 100 requests should wait for a connection at the most: what the advice aims at."),
    DB_POOL_AUTOSIZE(
            "Pool",
            "advise",
            SettingRule.oneOf("off", "advise", "on"),
            "Whether the pool follows the advice by itself (`on`), only says what it would do (`advise`), or neither."),
    DB_POOL_AUTOSIZE_MAX(
            "Pool",
            "",
            SettingRule.wholeNumber(1, 1000),
            "The size that autosizing never goes above. Not set: twice `DB_POOL_MAX_CONNECTIONS`."),
    DB_POOL_IDLE_TIMEOUT(
            "Pool",
            "5m",
            SettingRule.duration("1s", "24h"),
            "An idle connection above the minimum is closed after this long."),
    DB_POOL_MAX_LIFETIME(
            "Pool", "30m", SettingRule.duration("1s", "24h"), "A connection is replaced once it is this old and idle."),
    DB_POOL_VALIDATION_INTERVAL(
            "Pool",
            "30s",
            SettingRule.duration("1s", "1h"),
            "How often idle connections are checked, and replaced if dead."),
    DB_POOL_LEAK_AFTER(
            "Pool",
            "30s",
            SettingRule.duration("100ms", "24h"),
            "A connection held for longer is named in the log, once, with who holds it."),
    DB_POOL_WARN_PERCENT(
            "Pool",
            "60",
            SettingRule.wholeNumber(1, 100),
            "From this share of connections in use health is `warning`."),
    DB_POOL_CRITICAL_PERCENT(
            "Pool",
            "80",
            SettingRule.wholeNumber(1, 100),
            "From this share of connections in use the warning is a strong one."),

    HTTP_HOST(
            "HTTP",
            "",
            SettingRule.address(),
            "The address to listen on. Not set: all addresses with `DATABASE_URL`, loopback only without."),
    HTTP_PORT("HTTP", "8080", SettingRule.wholeNumber(0, 65_535), "The port to listen on; 0 takes any free one."),
    HTTP_DRAIN_DELAY(
            "HTTP",
            "1s",
            SettingRule.duration("0s", "5m"),
            "After SIGTERM: how long requests are still taken while readiness is already DOWN."),
    HTTP_DRAIN_TIMEOUT(
            "HTTP",
            "20s",
            SettingRule.duration("1s", "10m"),
            "After that: how long requests in flight may take to finish."),
    DASHBOARD_CACHE(
            "HTTP",
            "2s",
            SettingRule.duration("0s", "1h"),
            "How long a pod may give the same answer for a dashboard, unless it has written since; `0s` for not at all."),
    DASHBOARD_FOLD_EVERY(
            "HTTP",
            "1s",
            SettingRule.duration("0s", "1h"),
            "How often a pod brings changes into the roll-ups behind dashboards, which are exact all the same; `0s` for never."),
    CORS_ORIGINS(
            "HTTP", "", SettingRule.origins(), "Origins whose pages may call the API from a browser. Not set: none."),

    AUTH_ISSUER("Access", "", SettingRule.word(), "The `iss` that a token must carry."),
    AUTH_JWKS_URL(
            "Access",
            "",
            SettingRule.keysAddress(),
            "Where the issuer publishes its keys (RS256). Goes with `AUTH_ISSUER` and `AUTH_AUDIENCE`."),
    AUTH_AUDIENCE("Access", "", SettingRule.word(), "The `aud` that a token must carry."),
    AUTH_SECRET(
            "Access",
            "",
            SettingRule.secret(32),
            "A shared secret (HS256), instead of an issuer's keys. Not set, in development or without `DATABASE_URL`: one is made and kept in `./data`."),

    OTEL_EXPORTER_OTLP_ENDPOINT(
            "Tracing",
            "",
            SettingRule.httpAddress(),
            "Where traces are sent (OTLP over gRPC, port 4317 as a rule). Not set: no request is traced. Other variables that OpenTelemetry defines for its SDK count as well.");

    private final String group;
    private final String fallback;
    private final SettingRule takes;
    private final String about;

    Setting(String group, String fallback, SettingRule takes, String about) {
        this.group = group;
        this.fallback = fallback;
        this.takes = takes;
        this.about = about;
    }

    /// The heading under which it is listed.
    public String group() {
        return group;
    }

    /// What holds when it is not set; empty where there is no such value.
    public Optional<String> fallback() {
        return fallback.isEmpty() ? Optional.empty() : Optional.of(fallback);
    }

    /// What it is for, as a sentence.
    public String about() {
        return about;
    }

    /// What a value has to look like, in words.
    public String takes() {
        return takes.words();
    }

    /// The name under which the rooms' `@ConfigMapping`s know it: `DB_POOL_MIN_CONNECTIONS` is
    /// `db.pool.min-connections`. The groups are `database`, `db`, `db.pool`, `http`, `cors` and `auth`.
    public String key() {
        String name = name().toLowerCase(Locale.ROOT);
        int prefix = name.startsWith("db_pool_") ? "db_pool".length() : name.indexOf('_');
        return name.substring(0, prefix).replace('_', '.')
                + '.'
                + name.substring(prefix + 1).replace('_', '-');
    }

    Optional<String> complaint(String value) {
        return takes.complaint().apply(value);
    }
}
