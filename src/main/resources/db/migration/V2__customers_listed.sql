-- What the list of customers needs: each order, by itself and below a status or a country, and search. Why these and no
-- others, and what each costs a write: docs/decisions/0009-lists-and-their-indexes.md. The order of creation has its
-- index already. None of them holds two equal entries, so that the server need not look for any whenever a page is full.

create extension if not exists pg_trgm;

create index customers_by_update on customers (updated_at, id) with (deduplicate_items = off);
create index customers_by_name on customers (lower(name), id) with (deduplicate_items = off);
create index customers_by_status on customers (status, created_at, id) with (deduplicate_items = off);
create index customers_by_status_and_update on customers (status, updated_at, id) with (deduplicate_items = off);
create index customers_by_country_and_status on customers (country, status, created_at, id) with (deduplicate_items = off);
create index customers_by_country_and_update on customers (country, updated_at, id) with (deduplicate_items = off);
create index customers_by_country_and_name on customers (country, lower(name), id) with (deduplicate_items = off);

-- One index for three columns. The line breaks keep them apart, and give each a beginning.
create index customers_search on customers
    using gin ((E'\n' || name || E'\n' || email || E'\n' || coalesce(company, '')) gin_trgm_ops);

-- Enough to tell a term that one in a thousand has from one that nobody has: the planner takes the first from the order
-- and the second from this index.
alter index customers_search alter column 1 set statistics 1000;
