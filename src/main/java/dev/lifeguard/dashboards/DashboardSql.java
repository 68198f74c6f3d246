package dev.lifeguard.dashboards;

import dev.lifeguard.database.Sql;

/// The statements behind the dashboards. Each dashboard is one statement, so all its figures come from
/// one snapshot. A statement reads the roll-ups and adds the deltas that have not been folded into them
/// yet.
///
/// Whole UTC days of a bucket are read from daily cells, the rest at its ends from quarter-hour cells.
final class DashboardSql {
    private static final String STRETCHES = """
            with buckets as (
                select n, begins, ends
                  from unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) as bucket (n, begins, ends)
            ), days as (
                select n, begins, ends, day_of(begins + interval '1 day' - interval '1 microsecond') as first,
                       day_of(ends) as last
                  from buckets
            ), stretches as (
                select n, 'day' as span, first as begins, last as ends from days where first < last
                union all
                select n, 'quarter', begins, first from days where first < last and begins < first
                union all
                select n, 'quarter', last, ends from days where first < last and last < ends
                union all
                select n, 'quarter', begins, ends from days where first >= last
            )
            """;

    private static final String ORDERS = """
            , fresh_orders as (
                select quarter_of(placed_at) as at, status, sum(n) as n, sum(cents) as cents
                  from order_deltas
                 where placed_at > '-infinity'
                 group by quarter_of(placed_at), status
            ), fresh_firsts as (
                select customer_totals.first_paid_at as before,
                       (select placed_at from orders
                         where orders.customer_id = buyer.customer_id and orders.status = 'paid'
                         order by placed_at, id limit 1) as after
                  from (select distinct customer_id from order_deltas where status = 'paid') as buyer
                  left join customer_totals on customer_totals.customer_id = buyer.customer_id
            ), moved_firsts as (
                select at, sum(n) as n
                  from (select quarter_of(before) as at, -1 as n from fresh_firsts where before is distinct from after
                        union all
                        select quarter_of(after), 1 from fresh_firsts where before is distinct from after) as sides
                 group by at
            ), order_parts as (
                select stretches.n, cells.*
                  from stretches
                 cross join lateral (
                    select sum(pending) as pending, sum(paid) as paid,
                           sum(refunded) as refunded, sum(cancelled) as cancelled,
                           sum(pending_cents) as pending_cents, sum(paid_cents) as paid_cents,
                           sum(refunded_cents) as refunded_cents, sum(cancelled_cents) as cancelled_cents,
                           sum(first_paid) as first_paid
                      from order_cells
                     where span = stretches.span and at >= stretches.begins and at < stretches.ends) as cells
                union all
                select buckets.n,
                       case status when 'pending' then fresh_orders.n end,
                       case status when 'paid' then fresh_orders.n end,
                       case status when 'refunded' then fresh_orders.n end,
                       case status when 'cancelled' then fresh_orders.n end,
                       case status when 'pending' then cents end, case status when 'paid' then cents end,
                       case status when 'refunded' then cents end, case status when 'cancelled' then cents end,
                       0
                  from fresh_orders join buckets on at >= begins and at < ends
                union all
                select buckets.n, 0, 0, 0, 0, 0, 0, 0, 0, moved_firsts.n
                  from moved_firsts join buckets on at >= begins and at < ends
            ), orders_by_bucket as (
                select n, coalesce(sum(pending), 0) as pending, coalesce(sum(paid), 0) as paid,
                       coalesce(sum(refunded), 0) as refunded, coalesce(sum(cancelled), 0) as cancelled,
                       coalesce(sum(pending_cents), 0) as pending_cents, coalesce(sum(paid_cents), 0) as paid_cents,
                       coalesce(sum(refunded_cents), 0) as refunded_cents,
                       coalesce(sum(cancelled_cents), 0) as cancelled_cents,
                       coalesce(sum(first_paid), 0) as first_paid
                  from order_parts
                 where n >= -1
                 group by n
            )
            """;

    private static final String CUSTOMERS = """
            , fresh_customers as (
                select quarter_of(at) as at, what, sum(n) as n from customer_deltas group by quarter_of(at), what
            ), customer_parts as (
                select stretches.n, cells.*
                  from stretches
                 cross join lateral (
                    select sum(arrived) as arrived, sum(activated) as activated, sum(churned) as churned
                      from customer_cells
                     where span = stretches.span and at >= stretches.begins and at < stretches.ends) as cells
                union all
                select buckets.n, case what when 'arrived' then fresh_customers.n end,
                       case what when 'activated' then fresh_customers.n end,
                       case what when 'churned' then fresh_customers.n end
                  from fresh_customers join buckets on at >= begins and at < ends
            ), customers_by_bucket as (
                select n, coalesce(sum(arrived), 0) as arrived, coalesce(sum(activated), 0) as activated,
                       coalesce(sum(churned), 0) as churned
                  from customer_parts
                 group by n
            )
            """;

    private static final String KINDS = """
            , kinds as (
                select status, country, sum(n) as n
                  from (select status, country, n from customer_kinds
                        union all
                        select status, country, n from customer_deltas where what = 'arrived') as parts
                 group by status, country
                having sum(n) <> 0
            )
            """;

    private static final String BEST = """
            , fresh_buyers as (
                select customer_id, sum(n) as paid, sum(cents) as paid_cents
                  from order_deltas
                 where status = 'paid'
                 group by customer_id
            ), candidates as (
                (select customer_id, paid, paid_cents
                   from customer_totals
                  where paid_cents > 0
                    and customer_id not in (select customer_id from fresh_buyers)
                  order by paid_cents desc, customer_id
                  limit 5)
                union all
                select fresh_buyers.customer_id, coalesce(customer_totals.paid, 0) + fresh_buyers.paid,
                       coalesce(customer_totals.paid_cents, 0) + fresh_buyers.paid_cents
                  from fresh_buyers
                  left join customer_totals on customer_totals.customer_id = fresh_buyers.customer_id
            ), best as (
                select candidates.customer_id, name, paid as orders, paid_cents as revenue_cents
                  from (select * from candidates
                         where paid_cents > 0
                         order by paid_cents desc, customer_id
                         limit 5) as candidates
                  join customers on customers.id = candidates.customer_id
                 order by paid_cents desc, candidates.customer_id
            )
            """;

    private static final String COHORTS = """
            , touched as (
                select customer_id, month, sum(n) as n
                  from (select customer_id, month_of(placed_at) as month, n
                          from order_deltas where status <> 'cancelled' and placed_at > '-infinity'
                        union all
                        select customer_id, month, 0
                          from customer_months
                         where customer_id in (select customer_id from order_deltas where placed_at = '-infinity')
                       ) as sides
                 group by customer_id, month
            ), changes as (
                select touched.month, known.arrival as arrival_before, coalesce(known.n, 0) as n_before,
                       month_of(customers.created_at) as arrival_after, coalesce(known.n, 0) + touched.n as n_after
                  from touched
                  left join customer_months as known
                    on known.customer_id = touched.customer_id and known.month = touched.month
                  left join customers on customers.id = touched.customer_id
            ), cohorts as (
                select arrival, month, sum(customers) as customers
                  from (select arrival, month, customers from cohort_cells
                        union all
                        select arrival_before, month, -1 from changes where n_before > 0
                        union all
                        select arrival_after, month, 1 from changes where n_after > 0) as parts
                 where arrival >= ?::date and arrival < ?::date
                 group by arrival, month
                having sum(customers) <> 0
            ), arrivals as (
                select month_of(at) as month, sum(n) as customers
                  from (select at, arrived as n from customer_cells where span = 'day'
                        union all
                        select at, n from customer_deltas where what = 'arrived') as parts
                 where at >= ?::date::timestamp at time zone 'UTC' and at < ?::date::timestamp at time zone 'UTC'
                 group by month_of(at)
                having sum(n) <> 0
            )
            """;

    static final Sql OVERVIEW = Sql.read("overview", STRETCHES + ORDERS + CUSTOMERS + KINDS + BEST + """
            select json_build_object(
                'orders', (select json_agg(it) from orders_by_bucket as it),
                'customers', (select json_agg(it) from customers_by_bucket as it),
                'kinds', (select json_agg(it) from kinds as it),
                'best', (select json_agg(it) from best as it)) as figures
            """);

    static final Sql REVENUE = Sql.read("revenue", STRETCHES + ORDERS + """
            select json_build_object('orders', (select json_agg(it) from orders_by_bucket as it)) as figures
            """);

    static final Sql GROWTH = Sql.read("growth", STRETCHES + CUSTOMERS + COHORTS + """
            select json_build_object(
                'customers', (select json_agg(it) from customers_by_bucket as it),
                'cohorts', (select json_agg(it) from cohorts as it),
                'arrivals', (select json_agg(it) from arrivals as it)) as figures
            """);

    private DashboardSql() {}
}
