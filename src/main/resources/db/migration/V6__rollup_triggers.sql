-- Triggers that append a delta for each change of customers and orders. Triggers, and not the service, so that changes made
-- by other programs count as well.

create function quarter_of(moment timestamptz) returns timestamptz language sql immutable parallel safe as $$
    select date_bin('15 minutes', moment, timestamptz '2000-01-01 00:00:00+00')
$$;

create function day_of(moment timestamptz) returns timestamptz language sql immutable parallel safe as $$
    select date_bin('1 day', moment, timestamptz '2000-01-01 00:00:00+00')
$$;

create function month_of(moment timestamptz) returns date language sql immutable parallel safe as $$
    select date_trunc('month', moment at time zone 'UTC')::date
$$;

-- The trigger functions run with the rights of their owner, so a role that may write orders needs no right to write deltas.
--
-- The triggers on orders run for each row and set no search path. Most statements write a single order, and there a
-- transition table and a search path would cost more than the delta itself. Without a search path every name must be
-- qualified with its schema: otherwise a role that writes an order could make the function call an object of its own.
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

-- Deletes rows instead of truncating: a truncate would wait for sessions that read dashboards, while those wait for the
-- table orders, which is locked. A transaction with an older snapshot has to truncate all the same, because it does not see
-- rows that other sessions have written since.
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
    with changed as (
        insert into customer_status_changes (customer_id, status, at)
        select id, status, created_at from added where status in ('active', 'churned')
        returning status, at)
    insert into customer_deltas (what, at, n)
    select case status when 'active' then 'activated' else 'churned' end, at, count(*)
      from changed
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
    with changed as (
        insert into customer_status_changes (customer_id, status, at)
        select added.id, added.status, now()
          from added join removed on removed.id = added.id
         where added.status in ('active', 'churned') and added.status <> removed.status
        returning status, at)
    insert into customer_deltas (what, at, n)
    select case status when 'active' then 'activated' else 'churned' end, at, count(*)
      from changed
     group by status, at;
    -- A customer whose created_at moves to another month belongs to another cohort. This delta adds nothing, but makes the
    -- next fold look at the customer again.
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
        truncate customer_deltas, customer_cells, customer_kinds, customer_status_changes;
        return null;
    end if;
    delete from customer_deltas;
    delete from customer_cells;
    delete from customer_kinds;
    delete from customer_status_changes;
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

-- A role that could attach these functions to a table of its own could forge figures.
revoke execute on function orders_added(), orders_changed(), orders_removed(), orders_emptied(),
    customers_added(), customers_changed(), customers_removed(), customers_emptied() from public;
