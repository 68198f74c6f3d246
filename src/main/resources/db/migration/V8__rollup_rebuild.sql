-- Rebuilds the roll-ups from the raw tables, while other sessions read and write. Call it in a transaction with isolation
-- level repeatable read that has locked rollup_lock first: then the raw tables and the deleted deltas belong to the same
-- snapshot, and changes made meanwhile leave deltas that survive.
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
            select 'quarter', quarter_of(at), 0, (status = 'active')::int, (status = 'churned')::int from customer_status_changes
            union all
            select 'day', day_of(at), 0, (status = 'active')::int, (status = 'churned')::int from customer_status_changes) as parts
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
