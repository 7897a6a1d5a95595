//! Functions, and the triggers that call them.

use crate::doctor::Check::{Given, Query};
use crate::doctor::When::{AtStart, InFull};
use crate::doctor::{Rule, expected};

pub const RULES: &[Rule] = &[
    Rule {
        id: "R26",
        title: "only the known functions run with their owner's rights",
        because: "such a function sees every copro, whoever calls it",
        when: AtStart,
        check: Given(
            expected::functions,
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND NOT EXISTS (SELECT FROM jsonb_to_recordset($1::jsonb) AS l (name text, as_owner boolean)
                     WHERE l.as_owner AND l.name = p.oid::regprocedure::text)",
        ),
    },
    Rule {
        id: "R27",
        title: "functions with their owner's rights have a fixed search path",
        because: "otherwise the caller decides which tables and operators their names mean",
        when: AtStart,
        check: Query(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND NOT coalesce(p.proconfig, '{}') @> ARRAY['search_path=pg_catalog, pg_temp']",
        ),
    },
    Rule {
        id: "R28",
        title: "no function of ours is everybody's",
        because: "PostgreSQL lets everybody call a new function unless told otherwise",
        when: AtStart,
        check: Query(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
              WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND a.grantee = 0
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')",
        ),
    },
    Rule {
        id: "R29",
        title: "each function is granted to the role it is for",
        because: "a resolver in another role's hands answers about callers that are not the caller",
        when: InFull,
        check: Given(
            expected::functions,
            "WITH expected AS (
                SELECT name, caller FROM jsonb_to_recordset($1::jsonb) AS e (name text, caller text) WHERE caller IS NOT NULL),
             found AS (
                SELECT p.oid::regprocedure::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END
                  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                  CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND a.grantee <> p.proowner
                   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'))
             SELECT format('%s is not granted to %s', d.name, d.role) FROM (SELECT * FROM expected EXCEPT SELECT * FROM found) AS d (name, role)
             UNION ALL
             SELECT format('%s is granted to %s', d.name, d.role) FROM (SELECT * FROM found EXCEPT SELECT * FROM expected) AS d (name, role)",
        ),
    },
    Rule {
        id: "R30",
        title: "no function of ours is trusted not to leak",
        because: "such a function may see rows before a policy has taken them away",
        when: AtStart,
        check: Query(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE p.proleakproof AND n.nspname NOT IN ('pg_catalog', 'information_schema')",
        ),
    },
    Rule {
        id: "R31",
        title: "functions live in app and are written in SQL or PL/pgSQL",
        because: "code elsewhere, or in a language that reaches the machine, is audited by nobody",
        when: InFull,
        check: Query(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
              WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND (n.nspname <> 'app' OR l.lanname NOT IN ('sql', 'plpgsql'))
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')",
        ),
    },
    Rule {
        id: "R32",
        title: "every trigger is there, switched on, and known",
        because: "triggers keep the ledger balanced and records unchanged; an unknown one may copy rows anywhere",
        when: InFull,
        check: Given(
            expected::triggers,
            r"WITH restored AS (SELECT r ->> 0 AS definition, r ->> 1 AS made FROM jsonb_array_elements($1::jsonb -> 'restored') AS r),
             found AS (
                SELECT coalesce((SELECT r.made FROM restored r WHERE r.definition = pg_get_triggerdef(t.oid)), pg_get_triggerdef(t.oid)) AS definition,
                       format('%I.%I', n.nspname, c.relname) AS table, t.tgname::text AS name, t.tgenabled
                  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal),
             listed AS (SELECT definition FROM jsonb_array_elements_text($1::jsonb -> 'exact') AS l (definition)),
             anywhere AS (SELECT pattern FROM jsonb_array_elements_text($1::jsonb -> 'anywhere') AS l (pattern))
             SELECT format('%s on %s is switched off', f.name, f.table) FROM found f WHERE f.tgenabled NOT IN ('O', 'A')
             UNION ALL
             SELECT 'missing: ' || l.definition FROM listed l WHERE NOT EXISTS (SELECT FROM found f WHERE f.definition = l.definition)
             UNION ALL
             SELECT 'unknown: ' || f.definition FROM found f
              WHERE NOT EXISTS (SELECT FROM listed l WHERE l.definition = f.definition)
                AND NOT EXISTS (SELECT FROM anywhere a WHERE replace(a.pattern, '{table}', f.table)
                                 = regexp_replace(f.definition, '(app\.audit_record)\(.*\)$', '\1({…})'))",
        ),
    },
];
