//! Policies, and the two functions they all ask.

use crate::doctor::Check::{Given, Query};
use crate::doctor::When::AtStart;
use crate::doctor::{Rule, expected};

pub const RULES: &[Rule] = &[
    Rule {
        id: "R11",
        title: "a table has its scope policy and its floor",
        because: "the permissive policy opens, the restrictive one keeps a policy added by mistake from opening more",
        when: AtStart,
        check: Query(
            "WITH expected AS (
                SELECT c.oid, p.name, p.permissive, 'koprogo_' || n.nspname AS role,
                       format('(%1$s_id = ( SELECT app.%1$s_id() AS %1$s_id))', n.nspname) AS expression
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  CROSS JOIN (VALUES ('scope', true), ('floor', false)) AS p (name, permissive)
                 WHERE n.nspname IN ('tenant', 'firm') AND c.relkind IN ('r', 'p')),
             found AS (
                SELECT p.polrelid AS oid, p.polname::text AS name, p.polpermissive AS permissive,
                       (SELECT string_agg(pg_get_userbyid(r), ',') FROM unnest(p.polroles) r) AS role,
                       CASE WHEN p.polcmd = '*' AND pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
                            THEN pg_get_expr(p.polqual, p.polrelid) END AS expression
                  FROM pg_policy p)
             SELECT (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      WHERE c.oid = d.oid) || ' ' || d.name
               FROM (SELECT * FROM expected EXCEPT SELECT * FROM found) AS d",
        ),
    },
    Rule {
        id: "R12",
        title: "no policy besides those and the listed ones",
        because: "permissive policies add up: one more shows more",
        when: AtStart,
        check: Given(
            expected::policies,
            "WITH found AS (
                SELECT format('%I.%I', n.nspname, c.relname) AS table, n.nspname AS schema, p.polname::text AS name, p.polpermissive AS permissive,
                       (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r) END, ',') FROM unnest(p.polroles) r) AS role,
                       CASE p.polcmd WHEN '*' THEN 'ALL' WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' ELSE 'DELETE' END
                           AS command,
                       pg_get_expr(p.polqual, p.polrelid) AS reads, pg_get_expr(p.polwithcheck, p.polrelid) AS writes
                  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE NOT (n.nspname IN ('tenant', 'firm') AND p.polname IN ('scope', 'floor'))),
             listed AS (
                SELECT * FROM jsonb_to_recordset($1::jsonb)
                    AS l (\"table\" text, name text, permissive boolean, role text, command text, reads text, writes text)),
             expected AS (
                SELECT format('%I.%I', n.nspname, c.relname) AS table, n.nspname AS schema, l.name, l.permissive, l.role, l.command, l.reads, l.writes
                  FROM listed l JOIN pg_class c ON c.relkind IN ('r', 'p') JOIN pg_namespace n ON n.oid = c.relnamespace
                   AND l.\"table\" IN (n.nspname || '.' || c.relname, n.nspname || '.*'))
             SELECT d.table || ' ' || d.name || ' is missing or changed' FROM (SELECT * FROM expected EXCEPT SELECT * FROM found) AS d
             UNION ALL
             SELECT d.table || ' ' || d.name FROM (SELECT * FROM found EXCEPT SELECT * FROM expected) AS d
              WHERE NOT EXISTS (SELECT FROM expected e WHERE e.table = d.table AND e.name = d.name)",
        ),
    },
    Rule {
        id: "R13",
        title: "the functions that name the scope are stable",
        because: "folded into a prepared plan, an immutable one would hand one copro's rows to the next",
        when: AtStart,
        check: Query(
            "SELECT wanted.name FROM (VALUES ('tenant_id'), ('firm_id')) AS wanted (name)
              WHERE NOT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                     WHERE n.nspname = 'app' AND p.proname = wanted.name AND p.pronargs = 0 AND p.provolatile = 's'
                       AND p.proparallel = 's' AND NOT p.prosecdef AND p.proconfig IS NULL)",
        ),
    },
    Rule {
        id: "R14",
        title: "the functions that name the scope raise when there is none",
        because: "one that fell back to something would answer questions asked outside any scope",
        when: AtStart,
        check: Query(
            "SELECT wanted.name FROM (VALUES ('tenant_id'), ('firm_id')) AS wanted (name)
              WHERE NOT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                     WHERE n.nspname = 'app' AND p.proname = wanted.name AND p.pronargs = 0
                       AND pg_get_function_sqlbody(p.oid) = format('RETURN (current_setting(''app.%1$s''::text))::uuid', wanted.name))",
        ),
    },
];
