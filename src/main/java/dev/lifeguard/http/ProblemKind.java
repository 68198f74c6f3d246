package dev.lifeguard.http;

import java.util.Locale;

/// Every kind of problem that a client can get. The meaning of a type never changes; the README lists them all.
public enum ProblemKind {
    MALFORMED_REQUEST(400, "The request cannot be read", "The JSON is broken, or the request is not valid HTTP."),
    INVALID_PARAMETER(400, "A parameter is not valid", "A path or query parameter has a value that it does not take."),
    UNAUTHENTICATED(
            401,
            "A valid token is needed",
            "There is no bearer token, or it is expired, forged or meant for another service."),
    FORBIDDEN(
            403,
            "The token does not allow this",
            "The token's `groups` contain none of the roles that the route requires."),
    NOT_FOUND(404, "There is nothing here", "No such route, or no such record."),
    METHOD_NOT_ALLOWED(
            405, "The route does not take this method", "The `Allow` header lists the methods that it takes."),
    NOT_ACCEPTABLE(
            406, "The response is not available in this format", "`Accept` names no format that the route produces."),
    CONFLICT(
            409,
            "The change contradicts what is stored",
            "A value that must be unique is already used, the record is still referenced, or its state does not allow the change."),
    PRECONDITION_FAILED(412, "The record has changed since", "`If-Match` does not name the stored version."),
    BODY_TOO_LARGE(413, "The body is too large", "The body is over the limit: 1 MB, or 512 MB for an import."),
    URI_TOO_LONG(414, "The address is too long", "The request line is over 4,096 bytes."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's format is not supported", "The route does not take this `Content-Type`."),
    INVALID_CONTENT(
            422, "The content is not valid", "The body can be read, but some fields are wrong: `errors` names each."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The idempotency key was used for something else",
            "`Idempotency-Key` was used for another request in the last 24 hours."),
    HEADERS_TOO_LARGE(431, "The headers are too large", "The request's headers are over 8 kB."),
    INTERNAL(500, "Something went wrong here", "A fault of the service. The log has the cause under `request_id`."),
    STARTING(503, "The service is still starting", "The database has not been reached or migrated yet. Try again."),
    STOPPING(
            503,
            "The service is stopping",
            "This instance is shutting down. Try again: another instance will respond."),
    POOL_BUSY(
            503,
            "All connections are in use",
            "The database works, but no connection became free in time. Try again after `Retry-After`."),
    DATABASE_UNREACHABLE(
            503,
            "The database cannot be reached",
            "The connection was refused, was lost, or got no response. A write may or may not have happened."),
    DATABASE_REJECTS(
            503,
            "The database rejects the service",
            "Authentication failed, the server has too many connections, or it is read-only."),
    STATEMENT_TIMEOUT(
            504, "The database took too long", "A statement ran into `DB_STATEMENT_TIMEOUT` and was cancelled.");

    private final int status;
    private final String title;
    private final String meaning;

    ProblemKind(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    /// The `type` of the problem. It is an identifier, not an address.
    public String type() {
        return "urn:lifeguard:problem:" + slug();
    }

    /// The last part of the type. Health uses it as the cause.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// When it happens, for the documents.
    public String meaning() {
        return meaning;
    }
}
