//! Settings of the server that only an administrator changes.

use crate::doctor::Check::Query;
use crate::doctor::Rule;
use crate::doctor::When::AtStart;

pub const RULES: &[Rule] = &[Rule {
    id: "R38",
    title: "nobody but the owner may silence triggers, or set what only an administrator sets",
    because: "with session_replication_role a session switches off foreign keys, the audit log and what is never changed",
    when: AtStart,
    check: Query(
        "SELECT coalesce(r.rolname, 'everybody') || ': ' || p.parname FROM pg_parameter_acl p
               CROSS JOIN aclexplode(p.paracl) AS a LEFT JOIN pg_roles r ON r.oid = a.grantee
              WHERE NOT coalesce(r.rolsuper, false) AND (a.grantee = 0 OR r.rolname LIKE 'koprogo\\_%')
                AND (r.rolname IS DISTINCT FROM 'koprogo_owner' OR p.parname <> 'session_replication_role')",
    ),
}];
