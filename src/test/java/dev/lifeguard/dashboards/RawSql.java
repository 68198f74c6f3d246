package dev.lifeguard.dashboards;

/// Computes the figures of the dashboards from the raw tables alone: slow, simple, and the reference
/// for the roll-ups.
final class RawSql {
    private static final String BUCKETS = """
            with buckets as (
                select n, begins, ends
                  from unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) as bucket (n, begins, ends)
            )
            """;

    private static final String ORDERS = """
            , ranked as (
                select orders.*, row_number() over (partition by customer_id, status order by placed_at, id) as nth
                  from orders
            ), orders_by_bucket as (
                select n, count(*) filter (where status = 'pending') as pending,
                       count(*) filter (where status = 'paid') as paid,
                       count(*) filter (where status = 'refunded') as refunded,
                       count(*) filter (where status = 'cancelled') as cancelled,
                       coalesce(sum(amount_cents) filter (where status = 'pending'), 0) as pending_cents,
                       coalesce(sum(amount_cents) filter (where status = 'paid'), 0) as paid_cents,
                       coalesce(sum(amount_cents) filter (where status = 'refunded'), 0) as refunded_cents,
                       coalesce(sum(amount_cents) filter (where status = 'cancelled'), 0) as cancelled_cents,
                       count(*) filter (where status = 'paid' and nth = 1) as first_paid
                  from buckets join ranked on placed_at >= begins and placed_at < ends
                 where n >= -1
                 group by n
            )
            """;

    private static final String CUSTOMERS = """
            , customers_by_bucket as (
                select n, (select count(*) from customers where created_at >= begins and created_at < ends) as arrived,
                       (select count(*) from customer_status_changes
                         where status = 'active' and at >= begins and at < ends) as activated,
                       (select count(*) from customer_status_changes
                         where status = 'churned' and at >= begins and at < ends) as churned
                  from buckets
            )
            """;

    private static final String REST = """
            , kinds as (
                select status, coalesce(country, '') as country, count(*) as n
                  from customers
                 group by status, coalesce(country, '')
            ), best as (
                select customer_id, name, count(*) as orders, sum(amount_cents) as revenue_cents
                  from orders join customers on customers.id = customer_id
                 where orders.status = 'paid'
                 group by customer_id, name
                having sum(amount_cents) > 0
                 order by sum(amount_cents) desc, customer_id
                 limit 5
            )
            """;

    private static final String COHORTS = """
            , cohorts as (
                select date_trunc('month', created_at at time zone 'UTC')::date as arrival,
                       date_trunc('month', placed_at at time zone 'UTC')::date as month,
                       count(distinct customer_id) as customers
                  from orders join customers on customers.id = customer_id
                 where orders.status <> 'cancelled'
                   and date_trunc('month', created_at at time zone 'UTC')::date >= ?::date
                   and date_trunc('month', created_at at time zone 'UTC')::date < ?::date
                 group by 1, 2
            ), arrivals as (
                select date_trunc('month', created_at at time zone 'UTC')::date as month, count(*) as customers
                  from customers
                 where date_trunc('month', created_at at time zone 'UTC')::date >= ?::date
                   and date_trunc('month', created_at at time zone 'UTC')::date < ?::date
                 group by 1
            )
            """;

    static final String OVERVIEW = BUCKETS + ORDERS + CUSTOMERS + REST + """
            select json_build_object(
                'orders', (select json_agg(it) from orders_by_bucket as it),
                'customers', (select json_agg(it) from customers_by_bucket as it),
                'kinds', (select json_agg(it) from kinds as it),
                'best', (select json_agg(it) from best as it)) as figures
            """;

    static final String GROWTH = BUCKETS + CUSTOMERS + COHORTS + """
            select json_build_object(
                'customers', (select json_agg(it) from customers_by_bucket as it),
                'cohorts', (select json_agg(it) from cohorts as it),
                'arrivals', (select json_agg(it) from arrivals as it)) as figures
            """;

    private RawSql() {}
}
