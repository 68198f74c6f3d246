-- Customers, and the orders they placed. Constraints are named <table>_<column>_<unique|check|reference>: the name of
-- a violated one tells a client which field is wrong.

create table customers (
    id         uuid        not null,
    name       text        not null,
    email      text        not null,
    phone      text,
    company    text,
    status     text        not null default 'lead',
    country    text,
    notes      text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version    bigint      not null default 1,
    constraint customers_id_key primary key (id),
    constraint customers_name_check check (length(name) between 1 and 200),
    constraint customers_email_check check (length(email) between 3 and 320),
    constraint customers_phone_check check (length(phone) <= 50),
    constraint customers_company_check check (length(company) <= 200),
    constraint customers_status_check check (status in ('lead', 'active', 'inactive', 'churned')),
    constraint customers_country_check check (country ~ '^[A-Z]{2}$'),
    constraint customers_notes_check check (length(notes) <= 10000),
    constraint customers_updated_at_check check (updated_at >= created_at)
);

create unique index customers_email_unique on customers (lower(email));
create index customers_newest on customers (created_at desc, id desc) with (deduplicate_items = off);

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
    constraint orders_amount_cents_check check (amount_cents >= 0)
);

create index orders_of_customer on orders (customer_id, placed_at desc, id desc);
