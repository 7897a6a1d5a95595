//! Each rule is a query for what breaks it. Sources: the experiments behind these rules are told in `docs/architecture.md`, "Tenancy".

/// Rule and query. A query answers with the names of offending objects, as text.
pub const RULES: &[(&str, &str)] = &[
    (
        "row-level security is on and forced",
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ('tenant', 'firm', 'jobs') AND c.relkind IN ('r', 'p') AND c.oid <> 'jobs.dev_mails'::regclass
            AND NOT (c.relrowsecurity AND c.relforcerowsecurity)",
    ),
    (
        "the scope column is a uuid and never null",
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = n.nspname || '_id' AND NOT a.attisdropped
          WHERE n.nspname IN ('tenant', 'firm') AND c.relkind = 'r'
            AND (a.attname IS NULL OR a.atttypid <> 'uuid'::regtype OR NOT a.attnotnull)",
    ),
    (
        // A key that spans copros tells one of them what another holds. Slugs end in random letters and a copro has one syndic.
        "every unique key leads with the scope column",
        "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
           JOIN pg_namespace n ON n.oid = c.relnamespace
           LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
          WHERE n.nspname IN ('tenant', 'firm') AND (i.indisunique OR i.indisexclusion)
            AND i.indexrelid::regclass::text NOT IN ('firm.copros_one_firm', 'firm.copros_one_slug')
            AND a.attname IS DISTINCT FROM n.nspname || '_id'",
    ),
    (
        // Referential checks bypass row-level security: a key without the scope column reaches into other copros.
        "every foreign key carries the scope column",
        "SELECT format('%s on %s', k.conname, k.conrelid::regclass) FROM pg_constraint k
           JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE k.contype = 'f' AND n.nspname IN ('tenant', 'firm')
            AND NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                  JOIN pg_attribute h ON h.attrelid = k.conrelid AND h.attnum = pair.here
                  JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = pair.there
                 WHERE h.attname = n.nspname || '_id' AND t.attname = n.nspname || '_id')",
    ),
    (
        "a table has its scope policy and its floor, and no other",
        "WITH expected AS (
            SELECT c.oid, p.name, p.permissive, 'koprogo_' || n.nspname AS role,
                   format('(%1$s_id = ( SELECT app.%1$s_id() AS %1$s_id))', n.nspname) AS expression
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              CROSS JOIN (VALUES ('scope', true), ('floor', false)) AS p (name, permissive)
             WHERE n.nspname IN ('tenant', 'firm') AND c.relkind = 'r'),
         found AS (
            SELECT p.polrelid AS oid, p.polname::text AS name, p.polpermissive AS permissive,
                   (SELECT string_agg(pg_get_userbyid(r), ',') FROM unnest(p.polroles) r) AS role,
                   CASE WHEN p.polcmd = '*' AND pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
                        THEN pg_get_expr(p.polqual, p.polrelid) END AS expression
              FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('tenant', 'firm'))
         SELECT oid::regclass::text || ' ' || name FROM
            ((SELECT * FROM expected EXCEPT SELECT * FROM found) UNION (SELECT * FROM found EXCEPT SELECT * FROM expected)) AS difference",
    ),
    (
        "the queue has exactly its three policies",
        "WITH expected (name, role, command, reads, writes) AS (VALUES
            ('tenant_scope', 'koprogo_tenant', '*', '(tenant_id = ( SELECT app.tenant_id() AS tenant_id))',
             '(tenant_id = ( SELECT app.tenant_id() AS tenant_id))'),
            ('identity_enqueues', 'koprogo_identity', 'a', NULL, '(tenant_id IS NULL)'),
            ('worker', 'koprogo_worker', '*', 'true', 'true')),
         found AS (
            SELECT polname::text, (SELECT string_agg(pg_get_userbyid(r), ',') FROM unnest(polroles) r), polcmd::text,
                   pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
              FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'jobs'::regnamespace)
         SELECT name FROM ((SELECT * FROM expected EXCEPT SELECT * FROM found) UNION (SELECT * FROM found EXCEPT SELECT * FROM expected)) d",
    ),
    (
        // Materialised views have no row-level security, a named partition skips its parent's, inheritance likewise.
        "nothing but plain tables, and views that run as their caller",
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ('tenant', 'firm', 'identity', 'jobs', 'app', 'public')
            AND (c.relkind IN ('m', 'p', 'f') OR c.relispartition OR EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid)
                 OR (c.relkind = 'v' AND NOT coalesce(c.reloptions, '{}') @> '{security_invoker=true}'))",
    ),
    (
        "no right on a table beyond reading and writing rows",
        "SELECT format('%s to %s: %s', g.table_schema || '.' || g.table_name, g.grantee, g.privilege_type)
           FROM information_schema.role_table_grants g
          WHERE g.table_schema IN ('tenant', 'firm', 'identity', 'jobs') AND g.grantee <> 'koprogo_owner'
            AND (g.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') OR g.is_grantable = 'YES'
                 OR g.grantee <> CASE g.table_schema WHEN 'jobs' THEN g.grantee ELSE 'koprogo_' || g.table_schema END
                 OR g.grantee NOT IN ('koprogo_tenant', 'koprogo_firm', 'koprogo_identity', 'koprogo_worker'))",
    ),
    (
        "what is a record can only be added to",
        "SELECT format('%s.%s: %s', g.table_schema, g.table_name, g.privilege_type) FROM information_schema.role_table_grants g
          WHERE g.table_schema = 'tenant' AND g.grantee = 'koprogo_tenant' AND g.privilege_type IN ('UPDATE', 'DELETE')
            AND g.table_name IN ('entries', 'entry_lines', 'expenses', 'expense_shares', 'calls', 'call_shares', 'receipts', 'files')
         UNION ALL
         SELECT 'trigger ' || t.name FROM (VALUES ('entries_append_only'), ('entry_lines_append_only'), ('entry_lines_balance'),
                ('entries_have_lines'), ('entries_year_open'), ('key_weights_frozen'), ('key_versions_frozen')) AS t (name)
          WHERE NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgname = t.name AND g.tgenabled = 'O')",
    ),
    (
        "roles have no power of their own",
        "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'koprogo_%' AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication
             OR (rolbypassrls AND rolname <> 'koprogo_owner') OR (rolinherit AND rolname = 'koprogo_app')
             OR (rolcanlogin AND rolname NOT IN ('koprogo_owner', 'koprogo_app')))",
    ),
    (
        "the login is a member of the scopes, and nobody of the owner",
        "WITH found AS (SELECT pg_get_userbyid(member)::text AS member, pg_get_userbyid(roleid)::text AS role, admin_option
                          FROM pg_auth_members WHERE pg_get_userbyid(member) LIKE 'koprogo_%' OR pg_get_userbyid(roleid) LIKE 'koprogo_%'),
              expected (member, role, admin_option) AS (VALUES ('koprogo_app', 'koprogo_tenant', false), ('koprogo_app', 'koprogo_firm', false),
                          ('koprogo_app', 'koprogo_identity', false), ('koprogo_app', 'koprogo_worker', false))
         SELECT member || ' in ' || role FROM
            ((SELECT * FROM expected EXCEPT SELECT * FROM found) UNION (SELECT * FROM found EXCEPT SELECT * FROM expected)) d",
    ),
    (
        "everything belongs to the owner",
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ('tenant', 'firm', 'identity', 'jobs', 'app') AND pg_get_userbyid(c.relowner) <> 'koprogo_owner'
         UNION ALL
         SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace AND pg_get_userbyid(p.proowner) <> 'koprogo_owner'
         UNION ALL
         SELECT nspname::text FROM pg_namespace WHERE nspname IN ('tenant', 'firm', 'identity', 'jobs', 'app')
            AND pg_get_userbyid(nspowner) <> 'koprogo_owner'",
    ),
    (
        "nobody but the owner may create anything",
        "SELECT r.rolname || ' in ' || n.nspname FROM pg_roles r CROSS JOIN pg_namespace n
          WHERE r.rolname LIKE 'koprogo_%' AND r.rolname <> 'koprogo_owner' AND n.nspname !~ '^pg_(temp|toast)'
            AND has_schema_privilege(r.oid, n.oid, 'CREATE')",
    ),
    (
        // Folded into a prepared plan, an immutable one would hand one copro's rows to the next.
        "the functions that name the scope are stable",
        "SELECT p.oid::regprocedure::text FROM pg_proc p
          WHERE p.oid IN ('app.tenant_id()'::regprocedure, 'app.firm_id()'::regprocedure) AND (p.provolatile <> 's' OR p.prosecdef)",
    ),
    (
        "only the known functions run with their owner's rights, with a fixed search path",
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            AND (p.oid::regprocedure::text NOT IN ('app.resolve_session(bytea)', 'app.resolve_firm(uuid,uuid)', 'app.resolve_copro(uuid,text)',
                     'app.firms_of(uuid)', 'app.refresh_summary()', 'app.syndic_of_tenant()')
                 OR p.proconfig IS NULL OR NOT p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'])",
    ),
    (
        "no function of ours is everybody's",
        "SELECT p.oid::regprocedure::text FROM pg_proc p
          WHERE p.pronamespace = 'app'::regnamespace AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))",
    ),
    (
        "no rule rewrites a statement and no publication streams rows out",
        "SELECT format('%s on %s', rulename, tablename) FROM pg_rules WHERE schemaname IN ('tenant', 'firm', 'identity', 'jobs', 'app')
         UNION ALL SELECT pubname::text FROM pg_publication",
    ),
    (
        "the server has the security fixes isolation rests on",
        "SELECT current_setting('server_version') WHERE current_setting('server_version_num')::int < 150020",
    ),
];
