//! Tables, their scope column, their keys, and what else can be selected from.

use crate::doctor::Check::{Given, Query};
use crate::doctor::When::{AtStart, InFull};
use crate::doctor::{Rule, expected};

pub const RULES: &[Rule] = &[
    Rule {
        id: "R01",
        title: "row-level security is on",
        because: "without it a table shows every copro's rows to each",
        when: AtStart,
        check: Given(
            expected::unguarded,
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p') AND NOT c.relrowsecurity AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND NOT $1::jsonb ?| ARRAY[n.nspname || '.' || c.relname, n.nspname || '.*']",
        ),
    },
    Rule {
        id: "R02",
        title: "row-level security is forced",
        because: "unless forced it does not bind the owner of the table",
        when: AtStart,
        check: Given(
            expected::unguarded,
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p') AND NOT c.relforcerowsecurity AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND NOT $1::jsonb ?| ARRAY[n.nspname || '.' || c.relname, n.nspname || '.*']",
        ),
    },
    Rule {
        id: "R03",
        title: "everything belongs to the owner",
        because: "whoever owns a table can switch its guards off",
        when: AtStart,
        check: Query(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname IN ('tenant', 'firm', 'identity', 'jobs', 'ops', 'quota', 'billing', 'app') AND pg_get_userbyid(c.relowner) <> 'koprogo_owner'
             UNION ALL
             SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE n.nspname = 'app' AND pg_get_userbyid(p.proowner) <> 'koprogo_owner'
             UNION ALL
             SELECT nspname::text FROM pg_namespace WHERE nspname IN ('tenant', 'firm', 'identity', 'jobs', 'ops', 'quota', 'billing', 'app')
                AND pg_get_userbyid(nspowner) <> 'koprogo_owner'",
        ),
    },
    Rule {
        id: "R04",
        title: "the scope column is a uuid and never null",
        because: "a row without a scope is nobody's and everybody's",
        when: AtStart,
        check: Query(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = n.nspname || '_id' AND NOT a.attisdropped
              WHERE n.nspname IN ('tenant', 'firm') AND c.relkind IN ('r', 'p')
                AND (a.attname IS NULL OR a.atttypid <> 'uuid'::regtype OR NOT a.attnotnull)",
        ),
    },
    Rule {
        id: "R05",
        title: "every unique key leads with the scope column",
        because: "a key that spans copros tells one of them what another holds",
        when: AtStart,
        check: Given(
            expected::global_keys,
            "SELECT format('%I.%I', n.nspname, x.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
               JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
              WHERE n.nspname IN ('tenant', 'firm') AND (i.indisunique OR i.indisexclusion)
                AND NOT $1::jsonb ? (n.nspname || '.' || x.relname) AND a.attname IS DISTINCT FROM n.nspname || '_id'",
        ),
    },
    Rule {
        id: "R06",
        title: "every table has a primary key",
        because: "rows that cannot be named cannot be exported, compared or restored",
        when: InFull,
        check: Query(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname IN ('tenant', 'firm', 'identity', 'jobs') AND c.relkind IN ('r', 'p')
                AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)",
        ),
    },
    Rule {
        id: "R07",
        title: "every foreign key carries the scope column",
        because: "referential checks bypass policies: such a key reaches into other copros, and its cascade deletes there",
        when: AtStart,
        check: Given(
            expected::global_references,
            "SELECT format('%I.%I.%I', n.nspname, c.relname, k.conname) FROM pg_constraint k
               JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
               JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace m ON m.oid = f.relnamespace
              WHERE k.contype = 'f' AND NOT $1::jsonb ? (n.nspname || '.' || c.relname || '.' || k.conname)
                AND EXISTS (SELECT FROM unnest(ARRAY[n.nspname, m.nspname]) AS side (schema)
                     WHERE side.schema IN ('tenant', 'firm')
                       AND NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                            JOIN pg_attribute h ON h.attrelid = k.conrelid AND h.attnum = pair.here
                            JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = pair.there
                           WHERE h.attname = side.schema || '_id' AND t.attname = side.schema || '_id'))",
        ),
    },
    Rule {
        id: "R08",
        title: "views run as their caller",
        because: "a view runs as its owner unless told otherwise, and the owner sees everything",
        when: AtStart,
        check: Query(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind = 'v'
                AND NOT coalesce(c.reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1']",
        ),
    },
    Rule {
        id: "R09",
        title: "no materialised view, foreign table, partition or heir",
        because: "none of them is bound by the policies of the table behind it",
        when: AtStart,
        check: Query(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND (c.relkind IN ('m', 'p', 'f') OR c.relispartition OR EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid AND c.relkind = 'r'))",
        ),
    },
    Rule {
        id: "R10",
        title: "every table lies in the schema of its class, and nothing numbers across copros",
        because: "the schema decides how a table is guarded; a shared sequence tells one copro how busy the others are",
        when: InFull,
        check: Given(
            expected::schemas,
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND ((c.relkind IN ('r', 'p', 'f', 'm', 'v') AND (n.nspname || '.' || c.relname) <> 'public._sqlx_migrations'
                      AND (n.nspname IN ('app', 'public')
                           OR NOT EXISTS (SELECT FROM jsonb_array_elements($1::jsonb) s WHERE s ->> 'schema' = n.nspname)))
                     OR c.relkind = 'S')
             UNION ALL
             SELECT 'schema ' || n.nspname FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND NOT EXISTS (SELECT FROM jsonb_array_elements($1::jsonb) s WHERE s ->> 'schema' = n.nspname)",
        ),
    },
];
