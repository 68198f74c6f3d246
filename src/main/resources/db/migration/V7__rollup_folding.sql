-- Folds up to "most" deltas of each table into the roll-ups, and returns how many were folded. Returns 0 if another session
-- folds or rebuilds.
--
-- Call it in a transaction of its own with isolation level read committed: each statement after the lock then sees
-- everything that was committed before. A customer's first paid order cannot be derived by adding deltas, so it is looked
-- up again whenever a delta concerns a paid order of the customer. A later change leaves a delta of its own.
create function fold_rollups(most int) returns int language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    of_customers int;
    of_orders    int;
begin
    -- A table lock with nowait, because a row lock would make every pod wait during a rebuild. The raw tables are locked
    -- first and without waiting: a truncate holds a lock on one of them, and may need the other one or the roll-ups next.
    begin
        lock table rollup_lock in exclusive mode nowait;
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
