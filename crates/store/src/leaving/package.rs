//! What the handover package of a copro holds, read inside one snapshot: every table of the copro, its files and its owners.

use domain::ids::OwnerId;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use serde::Serialize;
use uuid::Uuid;

use crate::{Error, Result, TenantScope, Tx};

/// A table of the package: its columns in the order of the file, and the statement that writes a row as a JSON object.
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    select: &'static str,
}

/// Everything a copro keeps, in the order in which somebody would read it. A test holds the list against the database.
pub const TABLES: &[Table] = &[
    Table {
        name: "copro",
        columns: &[
            "slug", "name", "street", "postal_code", "city", "country", "company_number", "language", "shares_total",
            "fiscal_year_start", "working_iban", "reserve_iban", "status", "activated_on", "closed_on", "closed_for",
            "closing_note", "created_at", "updated_at",
        ],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.copro t",
    },
    Table {
        name: "lots",
        columns: &["id", "code", "nature", "description", "floor", "position", "import_id", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.lots t ORDER BY t.position, t.id",
    },
    Table {
        name: "persons",
        columns: &[
            "id", "kind", "last_name", "first_name", "email", "phone", "language", "street", "postal_code", "city", "country",
            "company_number", "iban", "import_id", "created_at", "erased_at",
        ],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.persons t ORDER BY t.id",
    },
    Table {
        name: "erasures",
        columns: &["person_id", "number", "reason", "kept", "erased_by", "erased_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.erasures t ORDER BY t.number",
    },
    Table {
        name: "owners",
        columns: &["id", "number", "name", "import_id", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.owners t ORDER BY t.number",
    },
    Table {
        name: "owner_members",
        columns: &["owner_id", "person_id", "holds", "numerator", "denominator", "representative", "position"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.owner_members t ORDER BY t.owner_id, t.position",
    },
    Table {
        name: "ownerships",
        columns: &["id", "lot_id", "owner_id", "valid_from", "valid_to", "import_id", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.ownerships t ORDER BY t.lot_id, t.valid_from",
    },
    Table {
        name: "keys",
        columns: &["id", "code", "name", "kind", "import_id", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.keys t ORDER BY t.code",
    },
    Table {
        name: "key_versions",
        columns: &["id", "key_id", "valid_from", "used_at", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.key_versions t ORDER BY t.key_id, t.valid_from",
    },
    Table {
        name: "key_weights",
        columns: &["key_version_id", "lot_id", "weight"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.key_weights t ORDER BY t.key_version_id, t.lot_id",
    },
    Table {
        name: "fiscal_years",
        columns: &["id", "starts_on", "ends_on", "status", "closed_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.fiscal_years t ORDER BY t.starts_on",
    },
    Table {
        name: "entries",
        columns: &[
            "id", "journal", "number", "fiscal_year_id", "entry_date", "description", "voucher_kind", "voucher_id", "posted_by",
            "posted_at",
        ],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.entries t ORDER BY t.entry_date, t.id",
    },
    Table {
        name: "entry_lines",
        columns: &["entry_id", "line", "account", "owner_id", "amount_cents"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.entry_lines t ORDER BY t.entry_id, t.line",
    },
    Table {
        name: "suppliers",
        columns: &["id", "name", "company_number", "vat_number", "iban", "email", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.suppliers t ORDER BY t.name, t.id",
    },
    Table {
        name: "expenses",
        columns: &[
            "id", "number", "supplier_id", "invoice_number", "invoice_date", "due_date", "description", "amount_cents", "vat_rate_bp",
            "vat_cents", "account", "key_id", "key_version_id", "period_from", "period_to", "file_id", "entry_id", "recorded_by",
            "recorded_at",
        ],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.expenses t ORDER BY t.number",
    },
    Table {
        name: "expense_shares",
        columns: &["expense_id", "lot_id", "owner_id", "weight", "days", "amount_cents"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.expense_shares t ORDER BY t.expense_id, t.lot_id, t.owner_id",
    },
    Table {
        name: "calls",
        columns: &[
            "id", "number", "kind", "title", "key_id", "key_version_id", "total_cents", "issued_on", "due_on", "instalments", "entry_id",
            "issued_by", "issued_at",
        ],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.calls t ORDER BY t.number",
    },
    Table {
        name: "notices",
        columns: &[
            "id", "call_id", "owner_id", "amount_cents", "communication", "language", "email", "instalments", "document", "mail", "file_id",
        ],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.notices t ORDER BY t.call_id, t.owner_id",
    },
    Table {
        name: "call_shares",
        columns: &["call_id", "notice_id", "lot_id", "weight", "amount_cents"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.call_shares t ORDER BY t.call_id, t.lot_id",
    },
    Table {
        name: "receipts",
        columns: &[
            "id", "number", "owner_id", "received_on", "amount_cents", "fund", "communication", "entry_id", "recorded_by", "recorded_at",
        ],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.receipts t ORDER BY t.number",
    },
    Table {
        name: "files",
        columns: &["id", "name", "media_type", "size_bytes", "sha256", "created_by", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id' || jsonb_build_object('sha256', encode(t.sha256, 'hex')))::text
                   FROM tenant.files t ORDER BY t.id",
    },
    Table {
        name: "counters",
        columns: &["name", "last"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.counters t ORDER BY t.name",
    },
    Table {
        name: "members",
        columns: &["user_id", "role", "person_id", "created_at"],
        select: "SELECT (to_jsonb(t) - 'tenant_id')::text FROM tenant.members t ORDER BY t.created_at, t.user_id, t.role",
    },
    Table {
        name: "invitations",
        columns: &[
            "id", "email", "role", "person_id", "language", "invited_by", "inviter", "sent", "created_at", "expires_at", "accepted_at",
            "withdrawn_at",
        ],
        select: "SELECT (to_jsonb(t) - ARRAY['tenant_id', 'token_hash'])::text FROM tenant.invitations t ORDER BY t.id",
    },
    Table {
        name: "imports",
        columns: &[
            "id", "file_name", "status", "rows", "progress", "error_count", "summary", "failure", "created_by", "created_at",
            "committed_at",
        ],
        select: "SELECT (to_jsonb(t) - ARRAY['tenant_id', 'source', 'columns', 'mapping', 'errors', 'before'])::text
                   FROM tenant.imports t ORDER BY t.id",
    },
];

/// The audit log, entry by entry in the order of its chain, for a file of one JSON object per line. The columns name the parts of an object.
pub const AUDIT: Table = Table {
    name: "audit_entries",
    columns: &["seq", "prev", "hash", "id", "at", "actor", "action", "request_id", "object", "verb", "count", "rows", "content_hash"],
    select: "SELECT (jsonb_build_object('seq', c.seq, 'prev', encode(c.prev, 'hex'), 'hash', encode(c.hash, 'hex'))
                     || to_jsonb(e) - 'tenant_id' || jsonb_build_object('content_hash', encode(e.content_hash, 'hex')))::text
               FROM tenant.audit_chain c JOIN tenant.audit_entries e ON e.tenant_id = c.tenant_id AND e.id = c.entry_id ORDER BY c.seq",
};

/// What stays behind: a table, or `table.column`, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "idempotency",
        "answers kept so that a repeated request is recognised; they repeat what the other tables hold",
    ),
    ("audit_chain", "its links stand beside the entries in audit.ndjson"),
    ("audit_heads", "the last line of audit.ndjson"),
    ("invitations.token_hash", "what the link of a mail is recognised by"),
    ("imports.source", "the file as it was read; what was taken over from it is in the registers"),
    ("imports.columns", "samples of the file"),
    ("imports.mapping", "which column was read as what"),
    ("imports.errors", "lines of the file that were not taken over"),
    ("imports.before", "what an undo would restore; its time is over"),
];

/// Rows handed over at a time.
const ROWS: usize = 200;
/// Files and owners asked for at a time.
const PAGE: i64 = 500;

/// A file of the copro, and what rests on it.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct PackageFile {
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
    #[serde(skip)]
    pub hash: Vec<u8>,
    /// Numbers of the expenses whose voucher it is.
    pub expenses: Vec<String>,
    /// Numbers of the calls whose letter it is.
    pub calls: Vec<String>,
}

/// Figures by which the package can be checked against the ledger.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct PackageTotals {
    pub entries: i64,
    /// The sum of all lines: zero, for every entry balances.
    pub ledger_cents: i64,
    /// What the owners owe together.
    pub owners_cents: i64,
    /// What lies on the bank accounts (55).
    pub bank_cents: i64,
    pub expenses_cents: i64,
    pub called_cents: i64,
    pub received_cents: i64,
}

impl Tx<TenantScope> {
    /// A table row by row, each as a JSON object, some at a time: the whole never lies in memory.
    pub fn package_rows<'a>(&'a mut self, table: &'a Table) -> BoxStream<'a, Result<Vec<String>>> {
        let rows = sqlx::query_scalar::<_, String>(table.select).fetch(self.conn());
        rows.map_err(Error::from).try_chunks(ROWS).map_err(|broken| broken.1).boxed()
    }

    /// The copro's files after `after`, in the order of their ids; fewer than asked for means the end.
    pub async fn package_files(&mut self, after: Option<Uuid>) -> Result<Vec<PackageFile>> {
        Ok(sqlx::query_as(
            "SELECT f.id, f.name, f.media_type, f.size_bytes, f.sha256 AS hash,
                    ARRAY(SELECT x.number FROM tenant.expenses x WHERE x.tenant_id = f.tenant_id AND x.file_id = f.id ORDER BY x.number)
                        AS expenses,
                    ARRAY(SELECT c.number FROM tenant.notices n JOIN tenant.calls c ON c.tenant_id = n.tenant_id AND c.id = n.call_id
                           WHERE n.tenant_id = f.tenant_id AND n.file_id = f.id ORDER BY c.number) AS calls
               FROM tenant.files f WHERE f.id > $1 ORDER BY f.id LIMIT $2",
        )
        .bind(after.unwrap_or(Uuid::nil()))
        .bind(PAGE)
        .fetch_all(self.conn())
        .await?)
    }

    /// The copro's owners after number `after`, in order.
    pub async fn package_owners(&mut self, after: i32) -> Result<Vec<(OwnerId, i32)>> {
        let rows: Vec<(Uuid, i32)> =
            sqlx::query_as("SELECT id, number FROM tenant.owners WHERE number > $1 ORDER BY number LIMIT $2")
                .bind(after)
                .bind(PAGE)
                .fetch_all(self.conn())
                .await?;
        Ok(rows.into_iter().map(|(id, number)| (id.into(), number)).collect())
    }

    pub async fn package_totals(&mut self) -> Result<PackageTotals> {
        Ok(sqlx::query_as(
            "SELECT (SELECT count(*) FROM tenant.entries) AS entries,
                    (SELECT coalesce(sum(amount_cents), 0)::bigint FROM tenant.entry_lines) AS ledger_cents,
                    (SELECT coalesce(sum(amount_cents), 0)::bigint FROM tenant.entry_lines WHERE owner_id IS NOT NULL) AS owners_cents,
                    (SELECT coalesce(sum(amount_cents), 0)::bigint FROM tenant.entry_lines WHERE account LIKE '55%') AS bank_cents,
                    (SELECT coalesce(sum(amount_cents), 0)::bigint FROM tenant.expenses) AS expenses_cents,
                    (SELECT coalesce(sum(total_cents), 0)::bigint FROM tenant.calls) AS called_cents,
                    (SELECT coalesce(sum(amount_cents), 0)::bigint FROM tenant.receipts) AS received_cents",
        )
        .fetch_one(self.conn())
        .await?)
    }
}
