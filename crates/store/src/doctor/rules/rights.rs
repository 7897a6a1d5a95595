//! Who may do what, to the letter: a right too many is found here even where no row could be reached with it.

use crate::doctor::Check::{Given, Query};
use crate::doctor::When::{AtStart, InFull};
use crate::doctor::{Rule, expected};

pub const RULES: &[Rule] = &[
    Rule {
        id: "R15",
        title: "no right beyond reading and writing rows",
        because: "TRUNCATE ignores policies, REFERENCES and TRIGGER reach around them, a grant option gives rights away",
        when: AtStart,
        check: Query(
            "SELECT format('%I.%I to %s: %s%s', n.nspname, c.relname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END,
                           a.privilege_type, CASE WHEN a.is_grantable THEN ' with grant option' ELSE '' END)
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(c.relacl) a
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND a.grantee <> c.relowner
                AND (a.is_grantable OR a.grantee = 0 OR a.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))",
        ),
    },
    Rule {
        id: "R16",
        title: "each table is granted as it is meant to be",
        because: "a record that may be changed is no record, and a role that reads another's table needs no hole",
        when: InFull,
        check: Given(
            expected::grants,
            "WITH listed AS (
                SELECT * FROM jsonb_to_recordset($1::jsonb -> 'listed') AS l (\"table\" text, role text, verb text)),
             expected AS (
                SELECT \"table\", role, verb FROM listed
                UNION ALL
                SELECT format('%I.%I', n.nspname, c.relname), s.role, v.verb
                  FROM jsonb_to_recordset($1::jsonb -> 'schemas') AS s (schema text, role text)
                  JOIN pg_namespace n ON n.nspname = s.schema JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
                  CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS v (verb)
                 WHERE s.role IS NOT NULL AND NOT EXISTS (SELECT FROM listed l WHERE l.\"table\" = n.nspname || '.' || c.relname)),
             found AS (
                SELECT format('%I.%I', n.nspname, c.relname), CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END,
                       a.privilege_type
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(c.relacl) a
                 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND a.grantee <> c.relowner)
             SELECT format('%s: %s lacks %s', d.table, d.role, d.verb)
               FROM (SELECT * FROM expected EXCEPT SELECT * FROM found) AS d (\"table\", role, verb)
             UNION ALL
             SELECT format('%s: %s may %s', d.table, d.role, d.verb)
               FROM (SELECT * FROM found EXCEPT SELECT * FROM expected) AS d (\"table\", role, verb)",
        ),
    },
    Rule {
        id: "R17",
        title: "no right on single columns but the listed ones",
        because: "the list of a table's rights does not show them",
        when: AtStart,
        check: Given(
            expected::column_grants,
            "WITH found AS (
                SELECT format('%I.%I.%I to %s: %s', n.nspname, c.relname, t.attname,
                              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type) AS name
                  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                  CROSS JOIN aclexplode(t.attacl) a
                 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'),
             expected AS (SELECT name FROM jsonb_array_elements_text($1::jsonb) AS e (name))
             SELECT name FROM ((SELECT * FROM found EXCEPT SELECT * FROM expected) UNION (SELECT * FROM expected EXCEPT SELECT * FROM found)) AS d",
        ),
    },
    Rule {
        id: "R18",
        title: "each schema is open to the roles it is for",
        because: "a role that cannot look into a schema reaches nothing in it, whatever else is granted",
        when: InFull,
        check: Given(
            expected::usage,
            "WITH expected AS (SELECT schema, role, 'USAGE' AS verb FROM jsonb_to_recordset($1::jsonb) AS e (schema text, role text)),
             found AS (
                SELECT n.nspname::text AS schema, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END AS role,
                       a.privilege_type AS verb
                  FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a
                 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND a.grantee <> n.nspowner
                   AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = a.grantee AND (r.rolsuper OR r.rolname IN ('pg_database_owner', 'koprogo_owner'))))
             SELECT format('%s: %s lacks %s', d.schema, d.role, d.verb) FROM (SELECT * FROM expected EXCEPT SELECT * FROM found) AS d
             UNION ALL
             SELECT format('%s: %s has %s', d.schema, d.role, d.verb) FROM (SELECT * FROM found EXCEPT SELECT * FROM expected) AS d",
        ),
    },
    Rule {
        id: "R19",
        title: "nobody but the owner may create anything",
        because: "whoever creates an object in a schema decides what a name in it means",
        when: AtStart,
        check: Query(
            "SELECT r.rolname || ' in ' || n.nspname FROM pg_roles r CROSS JOIN pg_namespace n
              WHERE r.rolname LIKE 'koprogo\\_%' AND r.rolname <> 'koprogo_owner' AND n.nspname !~ '^pg_(temp|toast)'
                AND has_schema_privilege(r.oid, n.oid, 'CREATE')
             UNION ALL
             SELECT r.rolname || ' in the database' FROM pg_roles r
              WHERE r.rolname LIKE 'koprogo\\_%' AND r.rolname <> 'koprogo_owner' AND has_database_privilege(r.oid, current_database(), 'CREATE')",
        ),
    },
    Rule {
        id: "R20",
        title: "what is created later is nobody's by default",
        because: "a default right is granted on every later object without a line in its migration",
        when: InFull,
        check: Query(
            "SELECT format('%s on %s', CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, d.defaclobjtype)
               FROM pg_default_acl d CROSS JOIN aclexplode(d.defaclacl) a WHERE a.grantee <> d.defaclrole
             UNION ALL
             SELECT 'functions of koprogo_owner are executable by PUBLIC' WHERE NOT EXISTS (
                SELECT FROM pg_default_acl d WHERE pg_get_userbyid(d.defaclrole) = 'koprogo_owner' AND d.defaclobjtype = 'f'
                   AND d.defaclnamespace = 0)",
        ),
    },
];
