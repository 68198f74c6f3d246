-- Roll-ups: the figures behind the dashboards, maintained while the data changes, so that a dashboard costs the same for
-- any number of orders. docs/decisions/0011-rollups.md gives the reasons.
--
-- A change of customers or orders appends a delta in the same transaction, so writers never wait for each other.
-- fold_rollups() moves deltas into the roll-ups, a few thousand at a time, and a dashboard adds both in one statement. The
-- figures are therefore exact at any moment, whether or not deltas have been folded.

-- What a change added (n = 1) or removed (n = -1). These tables have no index: they stay short, and every read needs all of
-- their rows.
create table order_deltas (
    customer_id uuid        not null,
    placed_at   timestamptz not null,
    status      text        not null,
    n           int         not null,
    cents       bigint      not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, vacuum_truncate = off);

create table customer_deltas (
    what    text        not null,
    at      timestamptz not null,
    status  text,
    country text,
    n       int         not null,
    constraint customer_deltas_what_check check (what in ('arrived', 'activated', 'churned'))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, vacuum_truncate = off);

-- Figures by quarter hour and by UTC day. In every current time zone, days start on a quarter hour of UTC. Whole UTC days
-- are read from the daily cells.
create table order_cells (
    span            text        not null,
    at              timestamptz not null,
    pending         bigint      not null default 0,
    paid            bigint      not null default 0,
    refunded        bigint      not null default 0,
    cancelled       bigint      not null default 0,
    pending_cents   bigint      not null default 0,
    paid_cents      bigint      not null default 0,
    refunded_cents  bigint      not null default 0,
    cancelled_cents bigint      not null default 0,
    first_paid      bigint      not null default 0,
    constraint order_cells_key primary key (span, at),
    constraint order_cells_span_check check (span in ('quarter', 'day'))
) with (fillfactor = 50);

comment on column order_cells.first_paid is 'paid orders that are the first paid order of their customer';

create table customer_cells (
    span      text        not null,
    at        timestamptz not null,
    arrived   bigint      not null default 0,
    activated bigint      not null default 0,
    churned   bigint      not null default 0,
    constraint customer_cells_key primary key (span, at),
    constraint customer_cells_span_check check (span in ('quarter', 'day'))
) with (fillfactor = 50);

create table customer_kinds (
    status  text   not null,
    country text   not null,
    n       bigint not null,
    constraint customer_kinds_key primary key (status, country)
) with (fillfactor = 50);

comment on column customer_kinds.country is 'empty if unknown';

-- The paid orders of each customer, of all time.
create table customer_totals (
    customer_id   uuid   not null,
    paid          bigint not null,
    paid_cents    bigint not null,
    first_paid_at timestamptz,
    constraint customer_totals_key primary key (customer_id)
);

create index customer_totals_best on customer_totals (paid_cents desc, customer_id) where paid_cents > 0;

-- In which months a customer ordered, and the month of arrival under which cohort_cells counts the customer.
create table customer_months (
    customer_id uuid   not null,
    month       date   not null,
    arrival     date   not null,
    n           bigint not null,
    constraint customer_months_key primary key (customer_id, month)
);

-- How many customers who arrived in one month ordered in another.
create table cohort_cells (
    arrival   date   not null,
    month     date   not null,
    customers bigint not null,
    constraint cohort_cells_key primary key (arrival, month)
) with (fillfactor = 50);

-- When a customer became active or churned. This is raw data: the table customers keeps the current status only.
create table customer_status_changes (
    customer_id uuid        not null,
    status      text        not null,
    at          timestamptz not null
);

-- Has no rows. Folding and rebuilding lock this table, so that only one session in the whole fleet does either.
create table rollup_lock ();
