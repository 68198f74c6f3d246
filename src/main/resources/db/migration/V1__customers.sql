-- Customers.
--
-- Constraints are named <table>_<column>_<unique|check|reference>: from the name of a violated constraint the service
-- tells the client which field is wrong. Times are limited to the years 1 to 9999, which every calendar can represent.

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
    constraint customers_updated_at_check check (updated_at >= created_at),
    constraint customers_created_at_check
        check (created_at between timestamptz '0001-01-01 00:00:00+00' and timestamptz '9999-12-31 23:59:59.999999+00')
);

create unique index customers_email_unique on customers (lower(email));
create index customers_newest on customers (created_at desc, id desc) with (deduplicate_items = off);
