-- The orders of customers.
--
-- The amount is limited so that the sum of many orders still fits into a bigint; otherwise the roll-ups behind the
-- dashboards could not be updated any more.

create table orders (
    id           uuid        not null,
    customer_id  uuid        not null,
    status       text        not null default 'pending',
    amount_cents bigint      not null,
    placed_at    timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    version      bigint      not null default 1,
    constraint orders_id_key primary key (id),
    constraint orders_customer_id_reference foreign key (customer_id) references customers (id),
    constraint orders_status_check check (status in ('pending', 'paid', 'refunded', 'cancelled')),
    constraint orders_amount_cents_check check (amount_cents between 0 and 999999999999999),
    constraint orders_placed_at_check
        check (placed_at between timestamptz '0001-01-01 00:00:00+00' and timestamptz '9999-12-31 23:59:59.999999+00')
);

create index orders_of_customer on orders (customer_id, placed_at desc, id desc);
