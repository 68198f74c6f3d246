package dev.lifeguard.setup;

import java.util.Locale;
import java.util.Optional;

/// All settings, each with its name, default, valid values and purpose. `.env.template`, the README's table,
/// the chart's values, the defaults and the check before the start are made from this list.
@SuppressWarnings("ImmutableEnumChecker") // a SettingRule holds a function, and all of them are pure
public enum Setting {
    DATABASE_URL(
            "Database",
            "",
            SettingRule.databaseUrl(),
            "The PostgreSQL to use. Not set: an embedded one is started, with its data in `./data`. `sslmode` is `require` unless the URL says otherwise (`prefer` for a loopback host)."),
    DB_CONNECT_TIMEOUT(
            "Database",
            "10s",
            SettingRule.duration("1s", "5m"),
            "How long opening a connection may take, TLS and authentication included."),
    DB_STATEMENT_TIMEOUT(
            "Database", "10s", SettingRule.duration("10ms", "1h"), "The server cancels a statement after this time."),
    DB_BULK_STATEMENT_TIMEOUT(
            "Database",
            "5m",
            SettingRule.duration("1s", "1h"),
            "The same for the statements of an import, which take longer."),
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
            "Connections that stay open when the pool is idle (development 2, staging 5, production 8)."),
    DB_POOL_MAX_CONNECTIONS(
            "Pool",
            "10",
            SettingRule.wholeNumber(1, 1000),
            "Largest number of connections of each pod (development 10, staging 20, production 24)."),
    DB_POOL_ACQUIRE_TIMEOUT(
            "Pool", "5s", SettingRule.duration("10ms", "10m"), "How long a request may wait for a connection."),
    DB_POOL_MAX_WAITING(
            "Pool",
            "2000",
            SettingRule.wholeNumber(0, 100_000),
            "Requests that may wait at the same time; more are refused at once."),
    DB_POOL_INTERACTIVE_SHARE(
            "Pool",
            "50-100",
            SettingRule.share(),
            "Percent of the pool for interactive requests: guaranteed and maximum share."),
    DB_POOL_DASHBOARDS_SHARE("Pool", "20-50", SettingRule.share(), "The same for dashboards."),
    DB_POOL_BULK_SHARE("Pool", "10-25", SettingRule.share(), "The same for imports and exports."),
    DB_POOL_WAIT_TARGET(
            "Pool",
            "10ms",
            SettingRule.duration("1ms", "10m"),
            "The wait for a connection that 95 of 100 requests should stay below: the target of the advice."),
    DB_POOL_AUTOSIZE(
            "Pool",
            "advise",
            SettingRule.oneOf("off", "advise", "on"),
            "Whether the pool is resized by the advice (`on`), only reports what it would do (`advise`), or neither (`off`)."),
    DB_POOL_AUTOSIZE_MAX(
            "Pool",
            "",
            SettingRule.wholeNumber(1, 1000),
            "The largest size that autosizing may set. Not set: twice `DB_POOL_MAX_CONNECTIONS`."),
    DB_POOL_IDLE_TIMEOUT(
            "Pool",
            "5m",
            SettingRule.duration("1s", "24h"),
            "An idle connection above the minimum is closed after this time."),
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
            "A lease that lasts longer is logged once, with its request."),
    DB_POOL_WARN_PERCENT(
            "Pool",
            "60",
            SettingRule.wholeNumber(1, 100),
            "Health is `warning` from this percentage of connections in use."),
    DB_POOL_CRITICAL_PERCENT(
            "Pool",
            "80",
            SettingRule.wholeNumber(1, 100),
            "The warning is a strong one from this percentage of connections in use."),

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
            "After SIGTERM: how long requests are still accepted while readiness is already DOWN."),
    HTTP_DRAIN_TIMEOUT(
            "HTTP",
            "20s",
            SettingRule.duration("1s", "10m"),
            "After that: how long requests in flight may take to finish."),
    DASHBOARD_CACHE(
            "HTTP",
            "2s",
            SettingRule.duration("0s", "1h"),
            "How long a pod may repeat the response of a dashboard, unless it has written since; `0s`: never."),
    DASHBOARD_FOLD_EVERY(
            "HTTP",
            "1s",
            SettingRule.duration("0s", "1h"),
            "How often a pod folds changes into the roll-ups of the dashboards, which are exact in any case; `0s`: never."),
    CORS_ORIGINS(
            "HTTP", "", SettingRule.origins(), "Origins whose pages may call the API from a browser. Not set: none."),

    AUTH_ISSUER("Access", "", SettingRule.word(), "The `iss` that a token must carry."),
    AUTH_JWKS_URL(
            "Access",
            "",
            SettingRule.keysAddress(),
            "Where the issuer publishes its keys (RS256). Needs `AUTH_ISSUER` and `AUTH_AUDIENCE`."),
    AUTH_AUDIENCE("Access", "", SettingRule.word(), "The `aud` that a token must carry."),
    AUTH_SECRET(
            "Access",
            "",
            SettingRule.secret(32),
            "A shared secret (HS256), instead of an issuer's keys. Not set, in development or without `DATABASE_URL`: one is made and stored in `./data`."),

    OTEL_EXPORTER_OTLP_ENDPOINT(
            "Tracing",
            "",
            SettingRule.httpAddress(),
            "Where traces are sent (OTLP over gRPC, usually port 4317). Not set: no request is traced. The other variables that OpenTelemetry defines for its SDK apply as well.");

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

    /// The heading in the documents.
    public String group() {
        return group;
    }

    /// The default; empty if there is none.
    public Optional<String> fallback() {
        return fallback.isEmpty() ? Optional.empty() : Optional.of(fallback);
    }

    /// The purpose, as a sentence.
    public String about() {
        return about;
    }

    /// The valid values, as a text.
    public String takes() {
        return takes.words();
    }

    /// The name of the property in the rooms' `@ConfigMapping`s: `DB_POOL_MIN_CONNECTIONS` is
    /// `db.pool.min-connections`.
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
