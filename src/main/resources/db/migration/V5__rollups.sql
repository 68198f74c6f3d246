-- What dashboards show, kept up while the data changes, so that a dashboard costs the same at any size.
--
-- A change of customers or orders appends what it changes to a table of deltas, in its own transaction: writers touch no
-- row that another one touches. fold_rollups() brings deltas into the roll-ups, a few thousand at a time, and whoever
-- reads adds both in one statement. So a figure is exact at any moment, whether or not anybody folds.
--
-- Triggers do it, and not the service: rows that another client changes count as well.

-- What a change added (n = 1) or took away (n = -1). No index, as every read wants all of it, and all of it is short.
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

-- By the quarter of an hour, on which the days of every time zone of our time begin, and by the day of UTC, for
-- stretches that hold whole ones.
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

comment on column order_cells.first_paid is 'paid orders that are the first of their customer';

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

comment on column customer_kinds.country is 'empty where it is not known';

-- What each customer has paid for, of all time.
create table customer_totals (
    customer_id   uuid   not null,
    paid          bigint not null,
    paid_cents    bigint not null,
    first_paid_at timestamptz,
    constraint customer_totals_key primary key (customer_id)
);

create index customer_totals_best on customer_totals (paid_cents desc, customer_id) where paid_cents > 0;

-- In which months a customer ordered, and in which month of arrival that was counted.
create table customer_months (
    customer_id uuid   not null,
    month       date   not null,
    arrival     date   not null,
    n           bigint not null,
    constraint customer_months_key primary key (customer_id, month)
);

-- Of those who arrived in a month, how many ordered in another.
create table cohort_cells (
    arrival   date   not null,
    month     date   not null,
    customers bigint not null,
    constraint cohort_cells_key primary key (arrival, month)
) with (fillfactor = 50);

-- When a customer became active, or was lost: raw data, which the table of customers does not keep.
create table customer_turns (
    customer_id uuid        not null,
    status      text        not null,
    at          timestamptz not null
);

-- Whoever folds, or makes the roll-ups anew, has this table locked: one at a time in the whole fleet.
create table rollup_turn ();

create function quarter_of(moment timestamptz) returns timestamptz language sql immutable parallel safe as $$
    select date_bin('15 minutes', moment, timestamptz '2000-01-01 00:00:00+00')
$$;

create function day_of(moment timestamptz) returns timestamptz language sql immutable parallel safe as $$
    select date_bin('1 day', moment, timestamptz '2000-01-01 00:00:00+00')
$$;

create function month_of(moment timestamptz) returns date language sql immutable parallel safe as $$
    select date_trunc('month', moment at time zone 'UTC')::date
$$;

-- The triggers run as the owner, as a client that may write orders need not be allowed to write deltas.
--
-- Those on orders run for each row and set no search path: both cost more than the delta itself where every statement
-- writes one order. So every name in them has to say its schema, or who writes an order could have them call his own.
create function orders_added() returns trigger language plpgsql security definer as $$
begin
    insert into ${flyway:defaultSchema}.order_deltas (customer_id, placed_at, status, n, cents)
    values (new.customer_id, new.placed_at, new.status, 1, new.amount_cents);
    return null;
end $$;

create function orders_removed() returns trigger language plpgsql security definer as $$
begin
    insert into ${flyway:defaultSchema}.order_deltas (customer_id, placed_at, status, n, cents)
    values (old.customer_id, old.placed_at, old.status, -1, operator(pg_catalog.-) old.amount_cents);
    return null;
end $$;

create function orders_changed() returns trigger language plpgsql security definer as $$
begin
    insert into ${flyway:defaultSchema}.order_deltas (customer_id, placed_at, status, n, cents)
    values (old.customer_id, old.placed_at, old.status, -1, operator(pg_catalog.-) old.amount_cents),
           (new.customer_id, new.placed_at, new.status, 1, new.amount_cents);
    return null;
end $$;

-- By the row: a truncate would wait for whoever reads dashboards, while that one waits for the table of orders. Only a
-- transaction that sees an old moment has to truncate, as it would not find what others have written since.
create function orders_emptied() returns trigger language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        truncate order_deltas, order_cells, customer_totals, customer_months, cohort_cells;
        return null;
    end if;
    delete from order_deltas;
    delete from order_cells;
    delete from customer_totals;
    delete from customer_months;
    delete from cohort_cells;
    return null;
end $$;

create trigger orders_added after insert on orders
    for each row execute function orders_added();
create trigger orders_changed after update on orders
    for each row when ((old.customer_id, old.placed_at, old.status, old.amount_cents)
                       is distinct from (new.customer_id, new.placed_at, new.status, new.amount_cents))
    execute function orders_changed();
create trigger orders_removed after delete on orders
    for each row execute function orders_removed();
create trigger orders_emptied after truncate on orders
    for each statement execute function orders_emptied();

create function customers_added() returns trigger language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into customer_deltas (what, at, status, country, n)
    select 'arrived', created_at, status, coalesce(country, ''), count(*)
      from added
     group by created_at, status, coalesce(country, '');
    with turned as (
        insert into customer_turns (customer_id, status, at)
        select id, status, created_at from added where status in ('active', 'churned')
        returning status, at)
    insert into customer_deltas (what, at, n)
    select case status when 'active' then 'activated' else 'churned' end, at, count(*)
      from turned
     group by status, at;
    return null;
end $$;

create function customers_removed() returns trigger language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into customer_deltas (what, at, status, country, n)
    select 'arrived', created_at, status, coalesce(country, ''), -1 from removed;
    return null;
end $$;

create function customers_changed() returns trigger language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into customer_deltas (what, at, status, country, n)
    select 'arrived', created_at, status, coalesce(country, ''), sum(n)
      from (select created_at, status, country, 1 as n from added
            union all
            select created_at, status, country, -1 from removed) as sides
     group by created_at, status, country
    having sum(n) <> 0;
    with turned as (
        insert into customer_turns (customer_id, status, at)
        select added.id, added.status, now()
          from added join removed on removed.id = added.id
         where added.status in ('active', 'churned') and added.status <> removed.status
        returning status, at)
    insert into customer_deltas (what, at, n)
    select case status when 'active' then 'activated' else 'churned' end, at, count(*)
      from turned
     group by status, at;
    -- Who is said to have arrived at another time is counted in another cohort: nothing is added, but it is looked at.
    insert into order_deltas (customer_id, placed_at, status, n, cents)
    select added.id, timestamptz '-infinity', 'pending', 0, 0
      from added join removed on removed.id = added.id
     where month_of(added.created_at) <> month_of(removed.created_at);
    return null;
end $$;

create function customers_emptied() returns trigger language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        truncate customer_deltas, customer_cells, customer_kinds, customer_turns;
        return null;
    end if;
    delete from customer_deltas;
    delete from customer_cells;
    delete from customer_kinds;
    delete from customer_turns;
    return null;
end $$;

create trigger customers_added after insert on customers
    referencing new table as added for each statement execute function customers_added();
create trigger customers_changed after update on customers
    referencing new table as added old table as removed for each statement execute function customers_changed();
create trigger customers_removed after delete on customers
    referencing old table as removed for each statement execute function customers_removed();
create trigger customers_emptied after truncate on customers
    for each statement execute function customers_emptied();

-- Whoever could put these on a table of their own could make up figures.
revoke execute on function orders_added(), orders_changed(), orders_removed(), orders_emptied(),
    customers_added(), customers_changed(), customers_removed(), customers_emptied() from public;

-- Two orders of any amount could add up to more than a bigint holds, and nothing would be folded any more.
alter table orders drop constraint orders_amount_cents_check;
alter table orders add constraint orders_amount_cents_check check (amount_cents between 0 and 999999999999999);

-- Times that no calendar holds would have no cell.
alter table orders add constraint orders_placed_at_check
    check (placed_at between timestamptz '0001-01-01 00:00:00+00' and timestamptz '9999-12-31 23:59:59.999999+00');
alter table customers add constraint customers_created_at_check
    check (created_at between timestamptz '0001-01-01 00:00:00+00' and timestamptz '9999-12-31 23:59:59.999999+00');

-- Brings up to so many deltas of each kind into the roll-ups, unless somebody else does so at the moment.
--
-- One at a time, in a transaction of its own that is not repeatable read: what was there before is seen whole, as each
-- statement after the first one looks anew. What a customer's first paid order is cannot be added up, so it is looked up
-- again wherever a delta says that it may have changed; whatever changes it later leaves a delta of its own.
create function fold_rollups(most int) returns int language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    of_customers int;
    of_orders    int;
begin
    -- Not the lock of a row, for which everybody would wait while the roll-ups are made anew. The raw tables before
    -- anything else, and without waiting: a truncate has locked one of them and may want the other, or the roll-ups.
    begin
        lock table rollup_turn in exclusive mode nowait;
        lock table orders, customers in access share mode nowait;
    exception when lock_not_available then
        return 0;
    end;

    with taken as (
        delete from customer_deltas
         where ctid = any (array(select ctid from customer_deltas limit most))
        returning what, at, status, country, n
    ), cells as (
        insert into customer_cells as cell (span, at, arrived, activated, churned)
        select span, at,
               coalesce(sum(n) filter (where what = 'arrived'), 0),
               coalesce(sum(n) filter (where what = 'activated'), 0),
               coalesce(sum(n) filter (where what = 'churned'), 0)
          from (select 'quarter' as span, quarter_of(at) as at, what, n from taken
                union all
                select 'day', day_of(at), what, n from taken) as sides
         group by span, at
            on conflict (span, at) do update
           set arrived = cell.arrived + excluded.arrived,
               activated = cell.activated + excluded.activated,
               churned = cell.churned + excluded.churned
    ), kinds as (
        insert into customer_kinds as kind (status, country, n)
        select status, country, sum(n) from taken where what = 'arrived' group by status, country
            on conflict (status, country) do update set n = kind.n + excluded.n
    )
    select count(*) into of_customers from taken;

    with taken as (
        delete from order_deltas
         where ctid = any (array(select ctid from order_deltas limit most))
        returning customer_id, placed_at, status, n, cents
    ), buyers as (
        select customer_id, sum(n) as paid, sum(cents) as paid_cents
          from taken where status = 'paid' and placed_at > '-infinity'
         group by customer_id
    ), firsts as (
        select buyers.customer_id, buyers.paid, buyers.paid_cents, customer_totals.first_paid_at as before,
               (select placed_at from orders
                 where orders.customer_id = buyers.customer_id and orders.status = 'paid'
                 order by placed_at, id limit 1) as after
          from buyers left join customer_totals on customer_totals.customer_id = buyers.customer_id
    ), totals as (
        insert into customer_totals as total (customer_id, paid, paid_cents, first_paid_at)
        select customer_id, paid, paid_cents, after from firsts
            on conflict (customer_id) do update
           set paid = total.paid + excluded.paid,
               paid_cents = total.paid_cents + excluded.paid_cents,
               first_paid_at = excluded.first_paid_at
    ), parts as (
        select at, status, sum(n) as n, sum(cents) as cents, sum(first_paid) as first_paid
          from (select quarter_of(placed_at) as at, status, n, cents, 0 as first_paid
                  from taken where placed_at > '-infinity'
                union all
                select quarter_of(before), 'paid', 0, 0, -1 from firsts where before is distinct from after and before is not null
                union all
                select quarter_of(after), 'paid', 0, 0, 1 from firsts where before is distinct from after and after is not null
               ) as sides
         group by at, status
    ), cells as (
        insert into order_cells as cell (span, at, pending, paid, refunded, cancelled,
                                         pending_cents, paid_cents, refunded_cents, cancelled_cents, first_paid)
        select span, at,
               coalesce(sum(n) filter (where status = 'pending'), 0),
               coalesce(sum(n) filter (where status = 'paid'), 0),
               coalesce(sum(n) filter (where status = 'refunded'), 0),
               coalesce(sum(n) filter (where status = 'cancelled'), 0),
               coalesce(sum(cents) filter (where status = 'pending'), 0),
               coalesce(sum(cents) filter (where status = 'paid'), 0),
               coalesce(sum(cents) filter (where status = 'refunded'), 0),
               coalesce(sum(cents) filter (where status = 'cancelled'), 0),
               sum(first_paid)
          from (select 'quarter' as span, at, status, n, cents, first_paid from parts
                union all
                select 'day', day_of(at), status, n, cents, first_paid from parts) as sides
         group by span, at
            on conflict (span, at) do update
           set pending = cell.pending + excluded.pending,
               paid = cell.paid + excluded.paid,
               refunded = cell.refunded + excluded.refunded,
               cancelled = cell.cancelled + excluded.cancelled,
               pending_cents = cell.pending_cents + excluded.pending_cents,
               paid_cents = cell.paid_cents + excluded.paid_cents,
               refunded_cents = cell.refunded_cents + excluded.refunded_cents,
               cancelled_cents = cell.cancelled_cents + excluded.cancelled_cents,
               first_paid = cell.first_paid + excluded.first_paid
    ), touched as (
        select customer_id, month, sum(n) as n
          from (select customer_id, month_of(placed_at) as month, n
                  from taken where status <> 'cancelled' and placed_at > '-infinity'
                union all
                select customer_id, month, 0
                  from customer_months
                 where customer_id in (select customer_id from taken where placed_at = '-infinity')) as sides
         group by customer_id, month
    ), changes as (
        select touched.customer_id, touched.month,
               known.arrival as arrival_before, coalesce(known.n, 0) as n_before,
               coalesce(month_of(customers.created_at), known.arrival, '-infinity') as arrival_after,
               coalesce(known.n, 0) + touched.n as n_after
          from touched
          left join customer_months as known
            on known.customer_id = touched.customer_id and known.month = touched.month
          left join customers on customers.id = touched.customer_id
    ), gone as (
        delete from customer_months using changes
         where customer_months.customer_id = changes.customer_id and customer_months.month = changes.month
           and n_after = 0
    ), kept as (
        insert into customer_months (customer_id, month, arrival, n)
        select customer_id, month, arrival_after, n_after from changes where n_after <> 0
            on conflict (customer_id, month) do update set arrival = excluded.arrival, n = excluded.n
    ), cohorts as (
        insert into cohort_cells as cell (arrival, month, customers)
        select arrival, month, sum(customers)
          from (select arrival_before as arrival, month, -1 as customers from changes where n_before > 0
                union all
                select arrival_after, month, 1 from changes where n_after > 0) as sides
         group by arrival, month
        having sum(customers) <> 0
            on conflict (arrival, month) do update set customers = cell.customers + excluded.customers
    )
    select count(*) into of_orders from taken;

    return of_customers + of_orders;
end $$;

-- Makes the roll-ups anew from the raw tables, while others read and write. In a transaction that is repeatable read and
-- has locked rollup_turn first: then the raw tables and the deltas that go are of one moment, and what changes meanwhile
-- leaves deltas that stay.
create function rebuild_rollups() returns void language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    delete from customer_deltas;
    delete from customer_cells;
    delete from customer_kinds;
    delete from order_deltas;
    delete from order_cells;
    delete from customer_totals;
    delete from customer_months;
    delete from cohort_cells;

    insert into customer_kinds (status, country, n)
    select status, coalesce(country, ''), count(*) from customers group by status, coalesce(country, '');

    insert into customer_cells (span, at, arrived, activated, churned)
    select span, at, sum(arrived), sum(activated), sum(churned)
      from (select 'quarter' as span, quarter_of(created_at) as at, 1 as arrived, 0 as activated, 0 as churned from customers
            union all
            select 'day', day_of(created_at), 1, 0, 0 from customers
            union all
            select 'quarter', quarter_of(at), 0, (status = 'active')::int, (status = 'churned')::int from customer_turns
            union all
            select 'day', day_of(at), 0, (status = 'active')::int, (status = 'churned')::int from customer_turns) as parts
     group by span, at;

    insert into customer_totals (customer_id, paid, paid_cents, first_paid_at)
    select customer_id, count(*), sum(amount_cents), min(placed_at) from orders where status = 'paid' group by customer_id;

    insert into order_cells (span, at, pending, paid, refunded, cancelled,
                             pending_cents, paid_cents, refunded_cents, cancelled_cents, first_paid)
    select span, at,
           sum((status = 'pending')::int), sum((status = 'paid')::int),
           sum((status = 'refunded')::int), sum((status = 'cancelled')::int),
           coalesce(sum(cents) filter (where status = 'pending'), 0),
           coalesce(sum(cents) filter (where status = 'paid'), 0),
           coalesce(sum(cents) filter (where status = 'refunded'), 0),
           coalesce(sum(cents) filter (where status = 'cancelled'), 0),
           sum(first_paid)
      from (select 'quarter' as span, quarter_of(placed_at) as at, status, amount_cents as cents, 0 as first_paid from orders
            union all
            select 'day', day_of(placed_at), status, amount_cents, 0 from orders
            union all
            select 'quarter', quarter_of(first_paid_at), '', 0, 1 from customer_totals
            union all
            select 'day', day_of(first_paid_at), '', 0, 1 from customer_totals) as parts
     group by span, at;

    insert into customer_months (customer_id, month, arrival, n)
    select orders.customer_id, month_of(placed_at), month_of(customers.created_at), count(*)
      from orders join customers on customers.id = orders.customer_id
     where orders.status <> 'cancelled'
     group by orders.customer_id, month_of(placed_at), month_of(customers.created_at);

    insert into cohort_cells (arrival, month, customers)
    select arrival, month, count(*) from customer_months group by arrival, month;
end $$;

-- What is there already. When those became active or were lost is not known; it is said to be at their arrival.
insert into customer_turns (customer_id, status, at)
select id, status, created_at from customers where status in ('active', 'churned');

select rebuild_rollups();
