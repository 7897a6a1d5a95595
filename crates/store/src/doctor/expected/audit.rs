//! What the audit log is not told, and why.

use serde_json::{Value, json};

/// Tables of copros and firms that do not tell the audit log, and why.
const UNAUDITED: &[&str] = &[
    // The log itself; its chain and `koprogo audit verify` guard it.
    "tenant.audit_entries",
    "tenant.audit_chain",
    "tenant.audit_heads",
    "firm.audit_entries",
    "firm.audit_chain",
    "firm.audit_heads",
    // The last number given out: seen on whatever was given it.
    "tenant.counters",
    // Answers kept for repeated requests; what the requests did is told.
    "tenant.idempotency",
    "firm.idempotency",
    // When a key was last used; the key itself is told, and so is what it does.
    "firm.api_key_uses",
    // Only ever added to, in the transaction of an expense or call, and implied by it: the lines of its ledger entry are told.
    "tenant.expense_shares",
    "tenant.call_shares",
    // Records of their own that are never changed: what was used, what happened to money.
    "firm.billing_log",
    "firm.usage",
    "firm.receivables",
    "firm.receivable_transfers",
    "firm.payment_observations",
    // Follow from the log of the account, the archive and the provider's messages, and are made anew from them.
    "firm.billing_days",
    "firm.collections",
    "firm.invoice_files",
    // When somebody outside is asked again, and what was answered last; what follows from an answer is told of the account.
    "firm.vat_checks",
    "firm.invoice_sendings",
];

/// Columns that are left out of the audit log, and why.
const UNTOLD: &[(&str, &[&str])] = &[
    ("tenant.copro", &["updated_at"]),
    // What a link or a key is recognised by.
    ("firm.invitations", &["token_hash"]),
    ("tenant.invitations", &["token_hash"]),
    ("firm.api_keys", &["secret_hash"]),
    // The file as read and what was made of it: large, and full of persons who may never become owners. What the import wrote is told.
    ("tenant.imports", &["source", "columns", "errors", "summary", "before", "progress"]),
    ("firm.transfers", &["token_hash"]),
    // Follows from `firm.billing_events`.
    ("firm.billing", &["state", "stepped_on", "rolled_at", "papers"]),
    // Follow from the fact beside them.
    ("firm.billing_events", &["commands"]),
    // The bytes of the archive, tied by a chain of their own.
    ("firm.invoices", &["canonical", "before", "link"]),
    // A summary of the copro, whose own log tells it.
    (
        "firm.copros",
        &[
            "name",
            "city",
            "status",
            "shares_total",
            "shares_assigned",
            "lots",
            "owners",
            "called_cents",
            "balance_cents",
            "updated_at",
        ],
    ),
];

pub fn audit() -> Value {
    let untold: Vec<Value> =
        UNTOLD.iter().map(|(table, columns)| json!({"table": table, "columns": columns})).collect();
    json!({"unaudited": UNAUDITED, "untold": untold})
}
