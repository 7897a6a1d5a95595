//! Roles: what they are, whom they may become, what they start with.

use crate::doctor::Check::{Canary, Given, Query};
use crate::doctor::When::{AtStart, InFull};
use crate::doctor::{Rule, expected};

pub const RULES: &[Rule] = &[
    Rule {
        id: "R21",
        title: "roles have no power of their own",
        because: "a superuser and a role that bypasses policies see everything",
        when: AtStart,
        check: Given(
            expected::roles,
            "WITH listed AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS l (name text, login boolean, inherit boolean, bypasses boolean))
             SELECT r.rolname::text FROM pg_roles r LEFT JOIN listed l ON l.name = r.rolname
              WHERE r.rolname LIKE 'koprogo\\_%' AND (l.name IS NULL OR r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
                    OR r.rolbypassrls <> l.bypasses OR r.rolinherit <> l.inherit OR r.rolcanlogin <> l.login)
             UNION ALL
             SELECT l.name || ' does not exist' FROM listed l WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = l.name)",
        ),
    },
    Rule {
        id: "R22",
        title: "the login may enter the scopes, and nobody the owner",
        because: "a member of the owner may do all the owner may",
        when: AtStart,
        check: Given(
            expected::members,
            "WITH found AS (
                SELECT pg_get_userbyid(m.member)::text AS member, pg_get_userbyid(m.roleid)::text AS role, m.admin_option AS administers
                  FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
                 WHERE NOT r.rolsuper AND (pg_get_userbyid(m.member) LIKE 'koprogo\\_%' OR pg_get_userbyid(m.roleid) LIKE 'koprogo\\_%')),
             expected AS (SELECT member, role, false AS administers FROM jsonb_to_recordset($1::jsonb) AS e (member text, role text))
             SELECT member || ' in ' || role FROM
                ((SELECT * FROM expected EXCEPT SELECT * FROM found) UNION (SELECT * FROM found EXCEPT SELECT * FROM expected)) AS d",
        ),
    },
    Rule {
        id: "R23",
        title: "a login gives up what takes too long",
        because: "a statement or a lock without end is how one copro stops the others",
        when: AtStart,
        check: Given(
            expected::limits,
            "SELECT l.role || ': ' || l.setting FROM jsonb_to_recordset($1::jsonb) AS l (role text, setting text)
              WHERE NOT EXISTS (SELECT FROM pg_roles r, unnest(r.rolconfig) AS given (entry)
                     WHERE r.rolname = l.role AND given.entry ~ ('^' || l.setting || '=[1-9]'))",
        ),
    },
    Rule {
        id: "R24",
        title: "no session starts inside a scope or without its guards",
        because: "a setting kept with a role or a database is in force before the first statement",
        when: AtStart,
        check: Query(
            "SELECT concat_ws(' ', coalesce(r.rolname, 'everybody'), entry) FROM pg_db_role_setting s
               LEFT JOIN pg_roles r ON r.oid = s.setrole CROSS JOIN unnest(s.setconfig) AS given (entry)
              WHERE (s.setdatabase = 0 OR s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()))
                AND (s.setrole = 0 OR r.rolname LIKE 'koprogo\\_%')
                AND entry ~ '^(app\\.|role=|row_security=|search_path=|session_replication_role=|local_preload_libraries=|session_preload_libraries=)'",
        ),
    },
    Rule {
        id: "R25",
        title: "seen from inside, policies bind every role on every table",
        because: "this is the database's own word, whatever the catalogue seems to say",
        when: InFull,
        check: Canary,
    },
];
