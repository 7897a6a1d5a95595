-- The login of postgres_metrics.sh: reads statistics, sees no row of any table. Run once by the administrator, in the database
-- `postgres`; safe to run again. Its password is set outside this file: ALTER ROLE monitoring PASSWORD …
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'monitoring') THEN
        CREATE ROLE monitoring;
    END IF;
END
$$;
ALTER ROLE monitoring LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 3;
GRANT pg_monitor TO monitoring;
-- What watches must never be what hurts.
ALTER ROLE monitoring SET statement_timeout = '5s';
ALTER ROLE monitoring SET lock_timeout = '1s';
ALTER ROLE monitoring SET default_transaction_read_only = on;
-- Needs shared_preload_libraries = 'pg_stat_statements'; without it slow statements are not told. It counts those of all databases and must
-- not be in the product's own: its views run with their owner's rights, and a database with such views is not served (R08 of the audit).
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
