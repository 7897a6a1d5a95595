//! The tables that hold a copro, and how each is read, written and emptied. One line for each; whether any is missing is asked of the
//! catalogue before anything is read or written (`Vault::known_tables`).

/// A table of schema `tenant`.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    pub(super) read: &'static str,
    pub(super) write: &'static str,
    pub(super) empty: &'static str,
}

// Text format: a row is a line, whatever it holds, so that lines can be counted. In an order of its own, so that equal rows are equal bytes;
// with a head that the server compares with the columns of the table when it reads it back.
macro_rules! table {
    ($name:literal) => {
        Table {
            name: $name,
            read: concat!(
                "COPY (SELECT t.* FROM tenant.",
                $name,
                " t WHERE t.tenant_id = app.tenant_id() ORDER BY t::text COLLATE \"C\") TO STDOUT WITH (FORMAT text, HEADER)"
            ),
            write: concat!("COPY tenant.", $name, " FROM STDIN WITH (FORMAT text, HEADER match)"),
            empty: concat!("DELETE FROM tenant.", $name, " WHERE tenant_id = app.tenant_id()"),
        }
    };
}

/// What is referred to stands before what refers to it.
pub const TABLES: &[Table] = &[
    table!("copro"),
    table!("counters"),
    table!("imports"),
    table!("lots"),
    table!("persons"),
    table!("owners"),
    table!("owner_members"),
    table!("ownerships"),
    table!("keys"),
    table!("key_versions"),
    table!("key_weights"),
    table!("fiscal_years"),
    table!("entries"),
    table!("entry_lines"),
    table!("files"),
    table!("suppliers"),
    table!("expenses"),
    table!("expense_shares"),
    table!("calls"),
    table!("notices"),
    table!("call_shares"),
    table!("receipts"),
    table!("idempotency"),
    table!("members"),
    table!("invitations"),
    table!("erasures"),
    table!("audit_entries"),
    table!("audit_chain"),
    table!("audit_heads"),
];
