//! The audit log: that nothing is left out of it.

use crate::doctor::Check::Given;
use crate::doctor::When::AtStart;
use crate::doctor::{Rule, expected};

pub const RULES: &[Rule] = &[Rule {
    id: "R37",
    title: "every table of a copro or firm tells the audit log, whole, or is listed",
    because: "what is not told can be done without a trace",
    when: AtStart,
    check: Given(
        expected::audit,
        r"WITH tables AS (
                SELECT c.oid, n.nspname || '.' || c.relname AS name, n.nspname || '_id' AS scope FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname IN ('tenant', 'firm') AND c.relkind = 'r' AND NOT $1::jsonb -> 'unaudited' ? (n.nspname || '.' || c.relname)),
             keys AS (
                SELECT t.oid, coalesce(array_agg(a.attname::text ORDER BY k.place) FILTER (WHERE a.attname <> t.scope), ARRAY[min(t.scope)]) AS columns
                  FROM tables t JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
                  CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
                  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number GROUP BY t.oid),
             untold AS (
                SELECT u ->> 'table' AS name, ARRAY(SELECT jsonb_array_elements_text(u -> 'columns')) AS columns
                  FROM jsonb_array_elements($1::jsonb -> 'untold') u),
             told AS (
                SELECT g.tgrelid AS oid, g.tgname::text AS name, string_to_array(encode(g.tgargs, 'escape'), '\000') AS told
                  FROM pg_trigger g WHERE g.tgfoid = 'app.audit_record()'::regprocedure AND g.tgenabled = 'O')
             SELECT format('%s: %s', t.name, wanted) FROM tables t LEFT JOIN keys k USING (oid) LEFT JOIN untold u ON u.name = t.name
              CROSS JOIN unnest(ARRAY['audit_insert', 'audit_update', 'audit_delete']) AS wanted
              WHERE NOT EXISTS (SELECT FROM told d WHERE d.oid = t.oid AND d.name = wanted
                                   AND d.told[1]::text[] = k.columns AND d.told[2]::text[] = coalesce(u.columns, '{}'))",
    ),
}];
