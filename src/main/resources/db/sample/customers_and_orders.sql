-- Sample data for the embedded database only: 2,000 customers, and 20,000 orders of the last two years. All values derive
-- from a seed, so two clones get the same people. It only fills empty tables, and never touches existing data.

create function pg_temp.draw(seed text) returns double precision language sql immutable as $$
    -- a number from 0 to 1 that depends only on the seed
    select ('x' || substr(md5(seed), 1, 8))::bit(32)::bigint / 4294967296.0
$$;

create function pg_temp.pick(seed text, words text[]) returns text language sql immutable as $$
    select words[1 + floor(pg_temp.draw(seed) * cardinality(words))::int]
$$;

create function pg_temp.id_at(seed text, moment timestamptz) returns uuid language sql immutable as $$
    -- a UUIDv7: 48 bits of milliseconds, then version, variant and bits of the seed
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0')
        || '7' || substr(md5(seed), 1, 3)
        || to_hex(8 + (('x' || substr(md5(seed), 4, 1))::bit(4)::int & 3)) || substr(md5(seed), 5, 15))::uuid
$$;

insert into customers (id, name, email, phone, company, status, country, created_at, updated_at)
select pg_temp.id_at('customer ' || n, moment), given || ' ' || family,
       lower(translate(given || '.' || family, 'çğıİöşüÇĞÖŞÜéèñáíóúäßł ', 'cgiiosucgosueenaiouasl-')) || '.' || n || '@example.com',
       case when pg_temp.draw('has phone ' || n) < 0.7
            then '+' || (10 + floor(pg_temp.draw('area ' || n) * 89))::int || ' 555 01' || lpad((n % 100)::text, 2, '0') end,
       case when pg_temp.draw('has company ' || n) < 0.6
            then family || ' ' || pg_temp.pick('trade ' || n, array['Logistics', 'Foods', 'Textiles', 'Software', 'Travel', 'Books', 'Energy', 'Design']) end,
       case when pg_temp.draw('status ' || n) < 0.60 then 'active'
            when pg_temp.draw('status ' || n) < 0.80 then 'lead'
            when pg_temp.draw('status ' || n) < 0.92 then 'inactive' else 'churned' end,
       pg_temp.pick('country ' || n, array['TR', 'TR', 'TR', 'DE', 'DE', 'US', 'US', 'GB', 'FR', 'NL', 'PL', 'ES', 'JP', 'BR']),
       moment, moment
  from (select n,
               date_trunc('day', now()) - interval '730 days' * pg_temp.draw('arrival ' || n) as moment,
               pg_temp.pick('given ' || n, array['Elif', 'Zeynep', 'Mehmet', 'Can', 'Defne', 'Emre', 'Anna', 'Lukas', 'Marie', 'Jonas', 'Emma', 'Noah', 'Olivia', 'Liam', 'Sofia', 'Hugo', 'Chloé', 'Sanne', 'Daan', 'Zofia', 'Jan', 'Lucía', 'Mateo', 'Yuki', 'Haruto', 'Beatriz', 'João']) as given,
               pg_temp.pick('family ' || n, array['Yılmaz', 'Kaya', 'Demir', 'Şahin', 'Çelik', 'Öztürk', 'Müller', 'Schmidt', 'Weber', 'Smith', 'Johnson', 'Brown', 'Taylor', 'Martin', 'Bernard', 'de Vries', 'Jansen', 'Nowak', 'Kowalska', 'García', 'López', 'Tanaka', 'Suzuki', 'Silva', 'Santos']) as family
          from generate_series(1, 2000) as n) as people
 where not exists (select from customers);

insert into orders (id, customer_id, status, amount_cents, placed_at, updated_at)
select pg_temp.id_at('order ' || n, moment), customer_id,
       case when pg_temp.draw('paid ' || n) < 0.85 then 'paid'
            when pg_temp.draw('paid ' || n) < 0.90 then 'refunded'
            when pg_temp.draw('paid ' || n) < 0.95 then 'cancelled' else 'pending' end,
       (500 + 60000 * power(pg_temp.draw('amount ' || n), 3))::bigint,
       moment, moment
  from (select n, customers.id as customer_id,
               customers.created_at + (now() - customers.created_at) * pg_temp.draw('placed ' || n) as moment
          from generate_series(1, 20000) as n
          join (select id, created_at, row_number() over (order by id) as place from customers) as customers
            on customers.place = 1 + floor(2000 * power(pg_temp.draw('buyer ' || n), 2))::int) as placed
 where not exists (select from orders)
   and (select count(*) from customers) = 2000;
