-- What was answered to a request that came with an Idempotency-Key, so that the same request gets the same answer. A row
-- is written by the statement that does what was asked for: both happen, or neither.

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
