//! Who may do what, to the letter: a right too many is found here even where no row could be reached with it.

/// As in `rules.rs`.
pub const RULES: &[(&str, &str)] = &[
    (
        "the queue, the mailbox and the list of migrations are granted as they are meant to be",
        "WITH expected (name, role, verb) AS (VALUES
            ('jobs.jobs', 'koprogo_tenant', 'SELECT'), ('jobs.jobs', 'koprogo_tenant', 'INSERT'),
            ('jobs.jobs', 'koprogo_identity', 'INSERT'),
            ('jobs.jobs', 'koprogo_worker', 'SELECT'), ('jobs.jobs', 'koprogo_worker', 'UPDATE'), ('jobs.jobs', 'koprogo_worker', 'DELETE'),
            ('jobs.dev_mails', 'koprogo_worker', 'SELECT'), ('jobs.dev_mails', 'koprogo_worker', 'INSERT'),
            ('jobs.dev_mails', 'koprogo_worker', 'DELETE'), ('public._sqlx_migrations', 'koprogo_app', 'SELECT')),
         found AS (
            SELECT n.nspname || '.' || c.relname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(c.relacl) a
             WHERE n.nspname IN ('jobs', 'public') AND c.relkind = 'r' AND a.grantee <> c.relowner)
         SELECT concat_ws(' ', name, role, verb) FROM
            ((SELECT * FROM expected EXCEPT SELECT * FROM found) UNION (SELECT * FROM found EXCEPT SELECT * FROM expected)) AS difference",
    ),
    (
        "no right on single columns, which the list of a table's rights does not show",
        "SELECT a.attrelid::regclass || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
           JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ('tenant', 'firm', 'identity', 'jobs', 'public') AND a.attacl IS NOT NULL",
    ),
    (
        "each function is granted to the role it is for",
        "WITH expected (name, role) AS (VALUES
            ('app.tenant_id()', 'koprogo_tenant'), ('app.firm_id()', 'koprogo_firm'),
            ('app.resolve_session(bytea)', 'koprogo_app'), ('app.resolve_firm(uuid,uuid)', 'koprogo_app'),
            ('app.resolve_copro(uuid,text)', 'koprogo_app'), ('app.firms_of(uuid)', 'koprogo_app'),
            ('app.refresh_summary()', 'koprogo_tenant'), ('app.syndic_of_tenant()', 'koprogo_tenant')),
         found AS (
            SELECT p.oid::regprocedure::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END
              FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
             WHERE p.pronamespace = 'app'::regnamespace AND a.grantee <> p.proowner)
         SELECT name || ' to ' || role FROM
            ((SELECT * FROM expected EXCEPT SELECT * FROM found) UNION (SELECT * FROM found EXCEPT SELECT * FROM expected)) AS difference",
    ),
    (
        "each schema is open to the roles it is for",
        "WITH expected (name, role) AS (VALUES
            ('app', 'koprogo_app'), ('app', 'koprogo_identity'), ('app', 'koprogo_firm'), ('app', 'koprogo_tenant'), ('app', 'koprogo_worker'),
            ('identity', 'koprogo_identity'), ('firm', 'koprogo_firm'), ('tenant', 'koprogo_tenant'),
            ('jobs', 'koprogo_identity'), ('jobs', 'koprogo_firm'), ('jobs', 'koprogo_tenant'), ('jobs', 'koprogo_worker'),
            ('public', 'koprogo_tenant'), ('public', 'koprogo_app')),
         found AS (
            SELECT n.nspname::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END
              FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a
             WHERE n.nspname IN ('app', 'identity', 'firm', 'tenant', 'jobs', 'public')
               AND pg_get_userbyid(a.grantee) NOT IN ('koprogo_owner', 'pg_database_owner', 'postgres'))
         SELECT name || ' to ' || role FROM
            ((SELECT * FROM expected EXCEPT SELECT * FROM found) UNION (SELECT * FROM found EXCEPT SELECT * FROM expected)) AS difference",
    ),
    (
        // One that fell back to something would answer questions asked outside any scope.
        "the functions that name the scope read it and raise when there is none",
        "SELECT p.oid::regprocedure::text FROM pg_proc p
          WHERE p.oid IN ('app.tenant_id()'::regprocedure, 'app.firm_id()'::regprocedure)
            AND pg_get_function_sqlbody(p.oid)
                IS DISTINCT FROM format('RETURN (current_setting(''app.%1$s''::text))::uuid', p.proname)",
    ),
    (
        "every table lies in the schema of its class",
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p', 'f', 'm') AND n.nspname NOT IN ('tenant', 'firm', 'identity', 'jobs', 'pg_catalog', 'information_schema')
            AND n.nspname !~ '^pg_(toast|temp)' AND c.oid <> 'public._sqlx_migrations'::regclass
         UNION ALL
         SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind = 'S' AND n.nspname IN ('tenant', 'firm', 'identity', 'jobs')",
    ),
    (
        // Such a function may see rows before a policy has taken them away.
        "no function of ours is trusted not to leak",
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE p.proleakproof AND n.nspname NOT IN ('pg_catalog', 'information_schema')",
    ),
    (
        "the login gives up what takes too long",
        "SELECT 'koprogo_app: ' || wanted FROM unnest(ARRAY['statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout']) wanted
          WHERE NOT EXISTS (SELECT FROM pg_roles r, unnest(r.rolconfig) AS set (entry)
                             WHERE r.rolname = 'koprogo_app' AND set.entry ~ ('^' || wanted || '=[1-9]'))",
    ),
];

/// One way, at least, to break each of them.
pub const MUTANTS: &[&str] = &[
    "GRANT SELECT ON jobs.dev_mails TO koprogo_tenant",
    "GRANT DELETE ON jobs.jobs TO koprogo_tenant",
    "GRANT SELECT ON jobs.jobs TO koprogo_identity",
    "REVOKE INSERT ON jobs.jobs FROM koprogo_identity",
    "GRANT UPDATE ON public._sqlx_migrations TO koprogo_app",
    "GRANT SELECT (code) ON tenant.lots TO koprogo_firm",
    "GRANT UPDATE (amount_cents) ON tenant.entry_lines TO koprogo_tenant",
    "GRANT SELECT (password_hash) ON identity.users TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION app.resolve_copro(uuid, text) TO koprogo_tenant",
    "GRANT EXECUTE ON FUNCTION app.tenant_id() TO koprogo_worker",
    "GRANT EXECUTE ON FUNCTION app.guard(regclass, text, text, text) TO koprogo_app",
    "REVOKE EXECUTE ON FUNCTION app.firms_of(uuid) FROM koprogo_app",
    "GRANT USAGE ON SCHEMA tenant TO koprogo_firm",
    "GRANT USAGE ON SCHEMA tenant TO PUBLIC",
    "GRANT USAGE ON SCHEMA identity TO koprogo_app",
    "CREATE OR REPLACE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('app.tenant_id', true), '')::uuid",
    "CREATE OR REPLACE FUNCTION app.firm_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN coalesce(current_setting('app.firm_id', true), current_setting('app.tenant_id'))::uuid",
    "CREATE TABLE public.copy AS SELECT * FROM tenant.lots",
    "CREATE SCHEMA reports; CREATE TABLE reports.lots AS SELECT * FROM tenant.lots",
    "CREATE TABLE app.cache (id uuid PRIMARY KEY)",
    "CREATE SEQUENCE tenant.numbers",
    "CREATE FUNCTION public.harmless(text) RETURNS boolean LANGUAGE sql IMMUTABLE LEAKPROOF AS 'SELECT true'",
    "ALTER ROLE koprogo_app RESET statement_timeout",
    "ALTER ROLE koprogo_app SET idle_in_transaction_session_timeout = 0",
];
