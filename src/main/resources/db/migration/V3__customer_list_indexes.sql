-- Indexes for the list of customers: one for each sort order, alone and combined with a status or a country, and one for
-- search. docs/decisions/0009-lists-and-their-indexes.md gives the reasons and what each index costs a write. The index
-- for the default order is created with the table. Deduplication is off because no two entries of these indexes are equal,
-- so the server would look for duplicates to no effect whenever a page is full.

create extension if not exists pg_trgm;

create index customers_by_update on customers (updated_at, id) with (deduplicate_items = off);
create index customers_by_name on customers (lower(name), id) with (deduplicate_items = off);
create index customers_by_status on customers (status, created_at, id) with (deduplicate_items = off);
create index customers_by_status_and_update on customers (status, updated_at, id) with (deduplicate_items = off);
create index customers_by_country_and_status on customers (country, status, created_at, id) with (deduplicate_items = off);
create index customers_by_country_and_update on customers (country, updated_at, id) with (deduplicate_items = off);
create index customers_by_country_and_name on customers (country, lower(name), id) with (deduplicate_items = off);

-- One index for three columns. The line breaks separate the columns and mark the start of each.
create index customers_search on customers
    using gin ((E'\n' || name || E'\n' || email || E'\n' || coalesce(company, '')) gin_trgm_ops);

-- Enough statistics to distinguish a term that one customer in a thousand has from a term that none has: the planner should
-- scan in sort order for the first, and use this index for the second.
alter index customers_search alter column 1 set statistics 1000;
