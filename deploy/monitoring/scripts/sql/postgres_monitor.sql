-- The login of postgres_metrics.sh: reads statistics, sees no row of any table. Run once by the administrator, in the product's database;
-- safe to run again. Its password is set outside this file: ALTER ROLE koprogo_monitor PASSWORD …
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'koprogo_monitor') THEN
        CREATE ROLE koprogo_monitor;
    END IF;
END
$$;
ALTER ROLE koprogo_monitor LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 3;
GRANT pg_monitor TO koprogo_monitor;
-- What watches must never be what hurts.
ALTER ROLE koprogo_monitor SET statement_timeout = '5s';
ALTER ROLE koprogo_monitor SET lock_timeout = '1s';
ALTER ROLE koprogo_monitor SET default_transaction_read_only = on;
-- Needs shared_preload_libraries = 'pg_stat_statements'; without it slow statements are not told.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
