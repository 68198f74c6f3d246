-- Responses to requests that had an Idempotency-Key, so that a repeated request gets the same response. The statement that
-- inserts the record also stores the response: both happen, or neither.

create table idempotency_keys (
    actor       text        not null,
    key         text        not null,
    fingerprint text        not null,
    location    text        not null,
    etag        text        not null,
    body        text        not null,
    expires_at  timestamptz not null,
    constraint idempotency_keys_key_unique primary key (actor, key)
);

create index idempotency_keys_oldest on idempotency_keys (expires_at);
