//! What surrounds the schema: other ways in and out, and the server itself.

use crate::doctor::Check::{Given, Query};
use crate::doctor::When::{AtStart, InFull};
use crate::doctor::{Rule, expected};

pub const RULES: &[Rule] = &[
    Rule {
        id: "R33",
        title: "no rule rewrites a statement",
        because: "a rule runs with the rights of the table's owner",
        when: AtStart,
        check: Query(
            "SELECT format('%s on %I.%I', r.rulename, n.nspname, c.relname) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
               JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT (r.rulename = '_RETURN' AND c.relkind IN ('v', 'm'))",
        ),
    },
    Rule {
        id: "R34",
        title: "nothing streams rows in or out",
        because: "replication and foreign servers know no policies",
        when: AtStart,
        // But for a move to another server while people work (deploy/scripts/move-to-cluster.sh): of everything, under the move's own
        // names, and made by an administrator. The owner of the tables can publish a table of theirs; that of everything takes a superuser.
        check: Query(
            "SELECT 'publication ' || p.pubname FROM pg_publication p LEFT JOIN pg_roles r ON r.oid = p.pubowner
              WHERE (p.pubname = 'koprogo_move' AND p.puballtables AND r.rolsuper) IS NOT TRUE
             UNION ALL SELECT 'subscription ' || s.subname FROM pg_subscription s LEFT JOIN pg_roles r ON r.oid = s.subowner
              WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (s.subname IN ('koprogo_move', 'koprogo_move_back') AND s.subpublications = '{koprogo_move}' AND r.rolsuper) IS NOT TRUE
             UNION ALL SELECT 'server ' || srvname FROM pg_foreign_server
             UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
             UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata",
        ),
    },
    Rule {
        id: "R35",
        title: "no extension but the known ones",
        because: "an extension brings functions of its own, some of which reach files and other servers",
        when: InFull,
        check: Given(
            expected::extensions,
            "SELECT extname::text FROM pg_extension WHERE NOT $1::jsonb ? extname::text",
        ),
    },
    Rule {
        id: "R36",
        title: "the server has the security fixes isolation rests on",
        because: "before 15.20 a statement could read rows that policies hide",
        when: AtStart,
        check: Query(
            "SELECT current_setting('server_version') WHERE current_setting('server_version_num')::int < 150020",
        ),
    },
];
