//! What may be planned otherwise, and why. Each line is needed: one that no plan asks for any more fails the test.

use std::collections::{BTreeMap, BTreeSet};

/// Indexes that lead to a scope from outside, as `schema.index`: used before a scope is known, or by rounds over all firms.
pub const DOORS: &[(&str, &str)] = &[
    ("firm.api_keys_secret", "a secret leads to the firm it is of"),
    ("firm.invitations_token", "a link leads to the firm that invites"),
    ("tenant.invitations_token", "a link leads to the copro that invites"),
    ("firm.transfers_token", "a link leads to the copro that is offered"),
    ("firm.transfers_of_copro", "the transfers of one copro, whichever firm has it"),
    ("firm.members_user", "a person's firms"),
    ("tenant.members_user", "a person's copros"),
    ("firm.copros_one_slug", "the name in an address leads to its copro"),
    ("firm.billing_one_customer", "whom the payment provider speaks of"),
    ("firm.payment_methods_by_provider", "whom the payment provider speaks of"),
    ("firm.payment_observations_by_object", "whom the payment provider speaks of"),
    ("firm.collections_open", "the worker's round: what is to be looked at again, whoever owes it"),
    ("firm.exports_expiring", "the worker's round: packages whose time is over"),
    (
        "firm.receivables_payments",
        "the worker's round: payments of the last days, compared with the provider's",
    ),
    ("firm.billing_days_of_all", "the operators' view: revenue by month"),
    ("firm.invoices_one_number", "one series of numbers for all firms"),
];

/// Tables of one row.
pub const ONE_ROW: &[&str] = &["billing.chain", "billing.clock", "jobs.audit_anchor"];

/// Of statements: why, and where (file, finding).
const STATEMENTS: &[(&str, &[(&str, &str)])] = &[
    (
        "on the command line, all chains of all copros and firms are verified",
        &[
            ("audit/verify.rs", "all of firm.audit_chain"),
            ("audit/verify.rs", "all of firm.audit_entries"),
            ("audit/verify.rs", "all of firm.audit_heads"),
            ("audit/verify.rs", "all of firm.firms"),
            ("audit/verify.rs", "all of tenant.audit_chain"),
            ("audit/verify.rs", "all of tenant.audit_entries"),
            ("audit/verify.rs", "all of tenant.audit_heads"),
            ("audit/verify.rs", "all of tenant.copro"),
        ],
    ),
    (
        "on the command line, the ends of all chains are compared with those of another moment",
        &[("checksums.rs", "all of firm.audit_heads"), ("checksums.rs", "all of tenant.audit_heads")],
    ),
    (
        "on the command line, the archive of invoices is read whole",
        &[
            ("billing/archive.rs", "a cursor that no index is asked by"),
            ("billing/archive.rs", "a page out of a sorted list"),
            ("billing/archive.rs", "all of firm.invoice_files"),
            ("billing/archive.rs", "firm.billing through billing_pkey"),
        ],
    ),
    (
        "somebody's ten passkeys, sessions or tries at most: what is kept beyond the newest goes",
        &[
            ("identity/factors.rs", "rows are skipped"),
            ("identity/passkeys.rs", "a page out of a sorted list"),
            ("identity/sessions.rs", "a page out of a sorted list"),
            ("identity/sessions.rs", "rows are skipped"),
            ("ops/accounts.rs", "rows are skipped"),
        ],
    ),
    (
        "links to choose a password anew live for an hour: the table is never long",
        &[("identity/sessions.rs", "all of identity.password_resets")],
    ),
    (
        "mails that are kept instead of sent: in development only",
        &[
            ("jobs.rs", "all of jobs.dev_mails"),
            ("jobs.rs", "rows are skipped"),
            ("leaving/erasure.rs", "all of jobs.dev_mails"),
        ],
    ),
    (
        "jobs are forgotten five thousand at a time, a good part of the table",
        &[("jobs.rs", "all of jobs.jobs")],
    ),
    (
        "by the e-mail address, which is the account's and not the member's: all members of one firm or copro, of whom there are few",
        &[
            ("members.rs", "a page out of a sorted list"),
            ("tenant/members.rs", "a page out of a sorted list"),
        ],
    ),
    (
        "everything about one person or one copro, once",
        &[
            ("leaving/exports.rs", "a page out of a sorted list"),
            ("leaving/person_export.rs", "a page out of a sorted list"),
        ],
    ),
];

/// Of functions: why, and where (call, finding).
const FUNCTIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "the worker's rounds look for what is due, whoever it is of; each takes a bounded number",
        &[
            ("app.audit_unanchored", "all of firm.audit_heads"),
            ("app.audit_unanchored", "all of jobs.audit_anchored"),
            ("app.audit_unanchored", "all of tenant.audit_heads"),
            ("app.billing_due", "all of firm.billing"),
            ("app.capacity_note", "all of firm.copros"),
            ("app.forget_expired", "all of firm.idempotency"),
            ("app.forget_expired", "all of firm.transfers"),
            ("app.forget_expired", "all of identity.idempotency"),
            ("app.forget_expired", "all of identity.sessions"),
            ("app.forget_expired", "all of identity.signups"),
            ("app.forget_expired", "all of jobs.dev_mails"),
            ("app.forget_expired", "all of tenant.idempotency"),
            ("app.forget_expired", "all of tenant.imports"),
            ("app.vies_due", "all of firm.billing"),
            ("app.vies_due", "all of firm.vat_checks"),
        ],
    ),
    (
        "the operators' view of the whole platform",
        &[
            ("app.customer_debts", "all of firm.receivable_transfers"),
            ("app.customers", "all of firm.billing_reviews"),
            ("app.customers", "all of firm.firms"),
            ("app.customers", "all of firm.receivable_transfers"),
            ("app.job_counts", "all of jobs.jobs"),
            ("app.message_counts", "all of billing.webhooks"),
            ("app.messages_replay_dead", "all of billing.webhooks"),
            ("app.platform_numbers", "all of firm.copros"),
            ("app.platform_numbers", "all of firm.firms"),
            ("app.platform_numbers", "all of identity.users"),
            ("app.platform_numbers", "all of jobs.jobs"),
            ("app.receivable_ages", "all of firm.receivable_transfers"),
            ("app.revenue_levels", "all of firm.billing"),
            ("app.revenue_of_month", "all of firm.billing"),
            ("app.revenue_of_month", "all of firm.billing_days"),
            ("app.revenue_of_month", "all of firm.copros"),
        ],
    ),
    (
        "a transfer that is given up, by its id: the copro does not know which firm keeps the package",
        &[("app.transfer_abandon", "firm.handovers through handovers_pkey")],
    ),
];

/// Tables that a function names and no call looks into, as `function table`.
pub const UNSEEN: &[(&str, &str)] = &[(
    "app.support_jobs jobs.jobs",
    "takes a support window that another transaction noted; reads as app.support_windows does",
)];

/// Functions in SQL that some request runs, and why they need not keep their plans.
pub const RARE: &[(&str, &str)] = &[
    ("app.audit_blank", "once for each person who is forgotten"),
    ("app.firm_audit_blank", "once for each person who is forgotten"),
    ("app.firms_held_by", "once for each account that is closed"),
    ("app.instruction_done", "once for each instruction of an operator"),
    ("app.instruction_take", "once for each instruction of an operator"),
    ("app.rename_letters", "once for each person who is forgotten"),
    ("app.support_letter", "once for each support window"),
    ("app.support_readers", "once for each support window"),
    ("app.support_statements", "a page that is seldom looked at"),
    ("app.support_windows", "a page that is seldom looked at"),
    ("app.transfer_preview", "once for each transfer"),
];

/// What was found, against what was expected.
pub struct Reviewed {
    expected: BTreeSet<(String, String)>,
    found: BTreeMap<(String, String), String>,
}

impl Reviewed {
    pub fn of_statements() -> Reviewed {
        Self::of(STATEMENTS)
    }

    pub fn of_functions() -> Reviewed {
        Self::of(FUNCTIONS)
    }

    fn of(groups: &[(&str, &[(&str, &str)])]) -> Reviewed {
        let lines = groups.iter().flat_map(|(_, lines)| *lines);
        let expected = lines.map(|(place, finding)| ((*place).to_owned(), (*finding).to_owned())).collect();
        Reviewed { expected, found: BTreeMap::new() }
    }

    pub fn note(&mut self, place: &str, finding: String, statement: &str) {
        let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        self.found.entry((place.to_owned(), finding)).or_insert(statement);
    }

    pub fn assert_complete(self) {
        let unknown: Vec<String> = self
            .found
            .iter()
            .filter(|(key, _)| !self.expected.contains(*key))
            .map(|((place, finding), statement)| format!("(\"{place}\", \"{finding}\"),\n    {statement}"))
            .collect();
        let needless: Vec<_> = self.expected.iter().filter(|key| !self.found.contains_key(*key)).collect();
        assert!(
            unknown.is_empty(),
            "{} plans find their rows otherwise:\n{}",
            unknown.len(),
            unknown.join("\n")
        );
        assert!(needless.is_empty(), "exceptions that nothing needs any more: {needless:#?}");
    }
}
