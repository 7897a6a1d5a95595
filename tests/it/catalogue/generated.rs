//! Mutants made from the catalogue itself: one for each way to lose each policy, key, right, function, trigger and role that there is, so
//! that what a later migration adds is broken, too. A query answers with the id of the rule that has to notice, and the statement.

pub const QUERIES: &[&str] =
    &[TABLES, POLICIES, KEYS, FOREIGN_KEYS, RIGHTS, SCHEMAS, FUNCTIONS, TRIGGERS, ROLES, MEMBERS];

const TABLES: &str = "
    WITH guarded AS (
        SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name, n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'r' AND c.relrowsecurity AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
    SELECT m.rule, replace(replace(m.statement, '{table}', g.name), '{schema}', g.schema)
      FROM guarded g CROSS JOIN (VALUES
        ('R01', 'ALTER TABLE {table} DISABLE ROW LEVEL SECURITY'),
        ('R02', 'ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY'),
        ('R03', 'ALTER TABLE {table} OWNER TO koprogo_app'),
        ('R08', 'CREATE VIEW {schema}.window AS SELECT * FROM {table}'),
        ('R08', 'CREATE VIEW {schema}.window WITH (security_invoker = false) AS SELECT * FROM {table}'),
        ('R09', 'CREATE MATERIALIZED VIEW {schema}.copy AS SELECT * FROM {table}'),
        ('R09', 'CREATE TABLE {schema}.heir () INHERITS ({table})'),
        ('R10', 'CREATE TABLE public.copy AS SELECT * FROM {table}'),
        ('R12', 'CREATE POLICY wide ON {table} FOR SELECT USING (true)'),
        ('R15', 'GRANT SELECT ON {table} TO koprogo_worker WITH GRANT OPTION'),
        ('R33', 'CREATE RULE silent AS ON DELETE TO {table} DO INSTEAD NOTHING')) AS m (rule, statement)
    UNION ALL
    SELECT 'R25', format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', name) FROM guarded
    UNION ALL
    SELECT 'R04', format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE; ALTER TABLE %s ALTER COLUMN %s_id DROP NOT NULL', g.name, k.conname, g.name, g.schema)
      FROM guarded g JOIN pg_constraint k ON k.conrelid = g.oid AND k.contype = 'p' WHERE g.schema IN ('tenant', 'firm')
    UNION ALL
    SELECT 'R06', format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', g.name, k.conname)
      FROM guarded g JOIN pg_constraint k ON k.conrelid = g.oid AND k.contype = 'p'";

const POLICIES: &str = "
    WITH found AS (
        SELECT format('%I ON %I.%I', p.polname, n.nspname, c.relname) AS name, CASE WHEN p.polname IN ('scope', 'floor') THEN 'R11' ELSE 'R12' END AS rule,
               p.polqual IS NOT NULL AS reads, p.polwithcheck IS NOT NULL AS writes, p.polpermissive AS permissive,
               CASE p.polcmd WHEN '*' THEN 'ALL' WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' ELSE 'DELETE' END AS command
          FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace)
    SELECT rule, format('DROP POLICY %s', name) FROM found
    UNION ALL SELECT rule, format('ALTER POLICY %s TO PUBLIC', name) FROM found
    UNION ALL SELECT rule, format('ALTER POLICY %s USING (1 = 1)', name) FROM found WHERE reads
    UNION ALL SELECT rule, format('ALTER POLICY %s WITH CHECK (1 = 1)', name) FROM found WHERE writes
    UNION ALL SELECT rule, format('DROP POLICY %s; CREATE POLICY %s AS %s FOR %s USING (true)', name, name,
                                  CASE WHEN permissive THEN 'RESTRICTIVE' ELSE 'PERMISSIVE' END, command) FROM found WHERE command <> 'INSERT'";

/// Each key of more than one column again, without its scope.
const KEYS: &str = "
    SELECT 'R05', replace(replace(pg_get_indexdef(i.indexrelid), format('INDEX %I ON', x.relname), 'INDEX mutant ON'), '(' || n.nspname || '_id, ', '(')
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('tenant', 'firm') AND i.indisunique AND pg_get_indexdef(i.indexrelid) LIKE '%(' || n.nspname || '\\_id, %'
    UNION ALL
    SELECT 'R05', format('ALTER TABLE %I.%I ADD CONSTRAINT mutant %s', n.nspname, c.relname,
                         replace(pg_get_constraintdef(k.oid), n.nspname || '_id WITH =, ', ''))
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('tenant', 'firm') AND k.contype = 'x'
    UNION ALL
    SELECT 'R05', format('CREATE UNIQUE INDEX ON %I.%I ((1))', n.nspname, c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('tenant', 'firm') AND c.relkind = 'r'";

/// Each foreign key of more than one column again, without its scope; it needs a key to point at.
const FOREIGN_KEYS: &str = "
    SELECT 'R07', format('CREATE UNIQUE INDEX mutant ON %s (%s); ALTER TABLE %s DROP CONSTRAINT %I; ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s (%s)',
                         k.there, k.targets, k.here, k.conname, k.here, k.columns, k.there, k.targets)
      FROM (SELECT k.conname, format('%I.%I', n.nspname, c.relname) AS here, format('%I.%I', m.nspname, f.relname) AS there,
                   (SELECT string_agg(quote_ident(h.attname), ', ' ORDER BY o) FROM unnest(k.conkey) WITH ORDINALITY AS u (num, o)
                      JOIN pg_attribute h ON h.attrelid = k.conrelid AND h.attnum = u.num WHERE h.attname <> n.nspname || '_id') AS columns,
                   (SELECT string_agg(quote_ident(t.attname), ', ' ORDER BY o) FROM unnest(k.confkey) WITH ORDINALITY AS u (num, o)
                      JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = u.num WHERE t.attname <> m.nspname || '_id') AS targets
              FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace m ON m.oid = f.relnamespace
             WHERE k.contype = 'f' AND n.nspname IN ('tenant', 'firm') AND array_length(k.conkey, 1) > 1) AS k
     WHERE k.targets IS NOT NULL AND k.columns IS NOT NULL";

/// Every verb on every table for every role: taken away where it is held, given where it is not; and on every column.
const RIGHTS: &str = "
    WITH tables AS (
        SELECT c.oid, c.relowner, c.relacl, format('%I.%I', n.nspname, c.relname) AS name,
               (SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum DESC LIMIT 1) AS column
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'),
    roles AS (SELECT oid, rolname::text AS name FROM pg_roles WHERE rolname LIKE 'koprogo\\_%' AND rolname <> 'koprogo_owner'
              UNION ALL SELECT 0, 'PUBLIC'),
    rights AS (
        SELECT t.*, r.name AS role, v.verb, EXISTS (SELECT FROM aclexplode(t.relacl) a WHERE a.grantee = r.oid AND a.privilege_type = v.verb) AS held
          FROM tables t CROSS JOIN roles r CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('REFERENCES'), ('TRIGGER')) AS v (verb))
    SELECT 'R16', CASE WHEN held THEN format('REVOKE %s ON %s FROM %s', verb, name, role) ELSE format('GRANT %s ON %s TO %s', verb, name, role) END FROM rights
    UNION ALL
    SELECT 'R15', format('GRANT %s ON %s TO %s', verb, name, role) FROM rights WHERE verb IN ('TRUNCATE', 'REFERENCES', 'TRIGGER') OR role = 'PUBLIC'
    UNION ALL
    SELECT 'R17', format('GRANT %s (%s) ON %s TO %s', verb, \"column\", name, role) FROM rights WHERE verb IN ('SELECT', 'UPDATE')";

const SCHEMAS: &str = "
    WITH rights AS (
        SELECT n.nspname AS schema, r.name AS role, EXISTS (SELECT FROM aclexplode(n.nspacl) a WHERE a.grantee = r.oid AND a.privilege_type = 'USAGE') AS held
          FROM pg_namespace n CROSS JOIN (SELECT oid, rolname::text AS name FROM pg_roles WHERE rolname LIKE 'koprogo\\_%' AND rolname <> 'koprogo_owner'
                                          UNION ALL SELECT 0, 'PUBLIC') AS r
         WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
    SELECT 'R18', CASE WHEN held THEN format('REVOKE USAGE ON SCHEMA %I FROM %s', schema, role) ELSE format('GRANT USAGE ON SCHEMA %I TO %s', schema, role) END
      FROM rights
    UNION ALL
    SELECT 'R19', format('GRANT CREATE ON SCHEMA %I TO %s', schema, role) FROM rights
    UNION ALL
    SELECT DISTINCT 'R03', format('ALTER SCHEMA %I OWNER TO koprogo_app', schema) FROM rights WHERE schema <> 'public'
    UNION ALL
    SELECT DISTINCT 'R10', format('CREATE SEQUENCE %I.numbers', schema) FROM rights";

const FUNCTIONS: &str = "
    WITH ours AS (
        SELECT p.oid, p.oid::regprocedure::text AS name, p.prosecdef, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner)) AS acl
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'app' AND p.prokind = 'f'),
    rights AS (
        SELECT o.*, r.rolname::text AS role, EXISTS (SELECT FROM aclexplode(o.acl) a WHERE a.grantee = r.oid) AS held
          FROM ours o JOIN pg_roles r ON r.rolname LIKE 'koprogo\\_%' AND r.rolname <> 'koprogo_owner')
    SELECT 'R29', CASE WHEN held THEN format('REVOKE EXECUTE ON FUNCTION %s FROM %s', name, role)
                       ELSE format('GRANT EXECUTE ON FUNCTION %s TO %s', name, role) END FROM rights
    UNION ALL SELECT 'R28', format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', name) FROM ours
    UNION ALL SELECT 'R03', format('ALTER FUNCTION %s OWNER TO koprogo_app', name) FROM ours
    UNION ALL SELECT 'R30', format('ALTER FUNCTION %s LEAKPROOF', name) FROM ours
    UNION ALL SELECT 'R31', format('ALTER FUNCTION %s SET SCHEMA public', name) FROM ours
    UNION ALL SELECT 'R26', format('ALTER FUNCTION %s SECURITY DEFINER', name) FROM ours WHERE NOT prosecdef
    UNION ALL SELECT 'R27', format('ALTER FUNCTION %s RESET search_path', name) FROM ours WHERE prosecdef
    UNION ALL SELECT 'R27', format('ALTER FUNCTION %s SET search_path = public, pg_catalog', name) FROM ours WHERE prosecdef";

const TRIGGERS: &str = "
    SELECT 'R32', replace(m.statement, '{}', format('%I ON %I.%I', t.tgname, n.nspname, c.relname))
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN (VALUES ('DROP TRIGGER {}')) AS m (statement)
     WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'R32', format('ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname, m.change, t.tgname)
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN (VALUES ('DISABLE'), ('ENABLE REPLICA')) AS m (change) WHERE NOT t.tgisinternal";

const ROLES: &str = "
    SELECT 'R21', format('ALTER ROLE %I %s', r.rolname, a.attribute) FROM pg_roles r CROSS JOIN LATERAL (VALUES ('SUPERUSER'), ('CREATEROLE'), ('CREATEDB'),
           ('REPLICATION'), (CASE WHEN r.rolbypassrls THEN 'NOBYPASSRLS' ELSE 'BYPASSRLS' END),
           (CASE WHEN r.rolinherit THEN 'NOINHERIT' ELSE 'INHERIT' END), (CASE WHEN r.rolcanlogin THEN 'NOLOGIN' ELSE 'LOGIN' END)) AS a (attribute)
     WHERE r.rolname LIKE 'koprogo\\_%'
    UNION ALL
    SELECT 'R25', format('ALTER ROLE %I BYPASSRLS', role) FROM unnest(ARRAY['koprogo_tenant', 'koprogo_firm', 'koprogo_worker']) AS role
    UNION ALL
    SELECT 'R23', format('ALTER ROLE %I RESET %s', r.rolname, split_part(entry, '=', 1)) FROM pg_roles r CROSS JOIN unnest(r.rolconfig) AS given (entry)
     WHERE r.rolname = 'koprogo_app' AND entry ~ 'timeout='
    UNION ALL
    SELECT 'R24', format('ALTER ROLE %I SET %s', r.rolname, m.setting) FROM pg_roles r CROSS JOIN (VALUES ('row_security = off'), ('role = koprogo_tenant'),
           ('app.tenant_id = ''00000000-0000-0000-0000-000000000000'''), ('search_path = tenant')) AS m (setting) WHERE r.rolname LIKE 'koprogo\\_%'
    UNION ALL
    SELECT 'R19', format('GRANT CREATE ON DATABASE %I TO %I', current_database(), r.rolname) FROM pg_roles r
     WHERE r.rolname LIKE 'koprogo\\_%' AND r.rolname <> 'koprogo_owner'";

const MEMBERS: &str = "
    WITH pairs AS (
        SELECT m.oid AS member, r.oid AS role, EXISTS (SELECT FROM pg_auth_members a WHERE a.member = m.oid AND a.roleid = r.oid) AS held,
               pg_has_role(r.oid, m.oid, 'MEMBER') AS circular
          FROM pg_roles m, pg_roles r WHERE m.rolname LIKE 'koprogo\\_%' AND r.rolname LIKE 'koprogo\\_%' AND m.oid <> r.oid)
    SELECT 'R22', CASE WHEN held THEN format('REVOKE %I FROM %I', pg_get_userbyid(role), pg_get_userbyid(member))
                       ELSE format('GRANT %I TO %I', pg_get_userbyid(role), pg_get_userbyid(member)) END
      FROM pairs WHERE held OR NOT circular
    UNION ALL
    SELECT 'R22', format('GRANT %I TO %I WITH ADMIN OPTION', pg_get_userbyid(role), pg_get_userbyid(member)) FROM pairs WHERE held";
