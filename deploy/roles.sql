-- Roles are cluster-wide, so they are not a migration. Run once per cluster by its administrator; safe to run again.
-- Passwords are set outside this file (`ALTER ROLE … PASSWORD`), never in it.
DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            -- Owns every schema and runs the migrations. The only role that bypasses row-level security; no process that
            -- answers requests ever holds it.
            ('koprogo_owner',    'LOGIN BYPASSRLS'),
            -- What the running server logs in as. It may call the resolver functions and nothing else: every table is reached by
            -- entering one of the scope roles below for one transaction.
            ('koprogo_app',      'LOGIN NOINHERIT NOBYPASSRLS'),
            ('koprogo_identity', 'NOLOGIN NOBYPASSRLS'),
            ('koprogo_firm',     'NOLOGIN NOBYPASSRLS'),
            ('koprogo_tenant',   'NOLOGIN NOBYPASSRLS'),
            ('koprogo_worker',   'NOLOGIN NOBYPASSRLS'),
            -- What the operators' listener logs in as: no right on any table. Its scopes are the operators' own schema, and one copro
            -- during an open support window.
            ('koprogo_operator', 'LOGIN NOINHERIT NOBYPASSRLS'),
            ('koprogo_ops',      'NOLOGIN NOBYPASSRLS'),
            ('koprogo_support',  'NOLOGIN NOBYPASSRLS')
        ) AS roles (name, attributes)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I', wanted.name);
        END IF;
        EXECUTE format('ALTER ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION %s', wanted.name, wanted.attributes);
    END LOOP;
END
$$;

GRANT koprogo_identity, koprogo_firm, koprogo_tenant, koprogo_worker TO koprogo_app;
ALTER ROLE koprogo_app SET statement_timeout = '30s';
ALTER ROLE koprogo_app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE koprogo_app SET lock_timeout = '10s';
-- A migration that waits for a lock makes everybody behind it wait: no longer than a request waits for a connection.
ALTER ROLE koprogo_owner SET lock_timeout = '2s';

GRANT koprogo_ops, koprogo_support TO koprogo_operator;
ALTER ROLE koprogo_operator SET statement_timeout = '5s';
ALTER ROLE koprogo_operator SET idle_in_transaction_session_timeout = '5s';
ALTER ROLE koprogo_operator SET lock_timeout = '2s';
-- The server's own log is the second witness of what operators did: the role cannot turn it off. Only a superuser may set it; on a
-- server without one, set it with the provider's means.
DO $$
BEGIN
    ALTER ROLE koprogo_operator SET log_statement = 'all';
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'log_statement of koprogo_operator is not set: it takes a superuser';
END
$$;
-- What `koprogo tenant` puts back is written as it was: triggers are silenced for that transaction. The owner may disable the triggers of its
-- tables anyway; this way nobody else waits, and it ends with the transaction. Only a superuser may grant it.
DO $$
BEGIN
    GRANT SET ON PARAMETER session_replication_role TO koprogo_owner;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'koprogo_owner may not set session_replication_role, so one copro alone cannot be restored: it takes a superuser';
END
$$;
