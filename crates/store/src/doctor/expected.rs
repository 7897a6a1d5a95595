//! What the rules cannot know by themselves, line by line. A migration that adds a function, a role or a table with rights of its own adds
//! its line here; a table stamped by `app.protect` or `app.protect_firm` with all four verbs needs none.

use serde_json::{Value, json};

mod audit;
mod triggers;

pub(super) use audit::audit;
pub(super) use triggers::triggers;

/// The roles a transaction of the application may take.
pub const SCOPE_ROLES: &[&str] = &["koprogo_tenant", "koprogo_firm", "koprogo_identity", "koprogo_worker"];

/// Every schema: its name, and the role that its tables belong to unless [`GRANTS`] says otherwise.
const SCHEMAS: &[(&str, Option<&str>)] = &[
    ("tenant", Some("koprogo_tenant")),
    ("firm", Some("koprogo_firm")),
    ("identity", Some("koprogo_identity")),
    ("jobs", None),
    ("quota", None),
    ("billing", None),
    ("ops", Some("koprogo_ops")),
    ("app", None),
    ("public", None),
];

/// Who may look into a schema.
const USAGE: &[(&str, &[&str])] = &[
    ("app", &["koprogo_app", "koprogo_identity", "koprogo_firm", "koprogo_tenant", "koprogo_worker"]),
    ("app", &["koprogo_operator", "koprogo_ops", "koprogo_support"]),
    ("ops", &["koprogo_ops"]),
    ("tenant", &["koprogo_support"]),
    ("public", &["koprogo_operator"]),
    ("identity", &["koprogo_identity"]),
    ("firm", &["koprogo_firm"]),
    ("tenant", &["koprogo_tenant"]),
    ("jobs", &["koprogo_identity", "koprogo_firm", "koprogo_tenant", "koprogo_worker"]),
    ("public", &["koprogo_app", "koprogo_tenant"]),
    ("billing", &["koprogo_worker"]),
];

/// Tables without row-level security, by name or by schema, and why.
const UNGUARDED: &[&str] = &[
    // People and their sessions belong to no copro and no firm; only koprogo_identity reaches them.
    "identity.*",
    // Mails kept instead of sent, in development; only the worker reaches them.
    "jobs.dev_mails",
    "public._sqlx_migrations",
    // What plans and operators grant: written by operators, read by the functions that tell one quota.
    "quota.*",
    // Operators, their sessions and windows belong to the platform; only koprogo_ops reaches them.
    "ops.*",
    // The series of invoice numbers, the inbox of the payment provider and what operators asked for belong to the platform; functions and
    // the worker reach them.
    "billing.*",
];

/// Tables whose rights are not all four verbs for the role of their schema: exactly these, and no others. What is a record can only be
/// added to.
const GRANTS: &[(&str, &str, &str)] = &[
    ("tenant.copro", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("tenant.counters", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("tenant.imports", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("tenant.fiscal_years", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("tenant.entries", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.entry_lines", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.files", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.suppliers", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("tenant.expenses", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.expense_shares", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.calls", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.notices", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("tenant.call_shares", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.receipts", "koprogo_tenant", "SELECT, INSERT"),
    ("tenant.idempotency", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("firm.idempotency", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("identity.idempotency", "koprogo_identity", "SELECT, INSERT, UPDATE"),
    ("firm.firms", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.copros", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("tenant.members", "koprogo_tenant", "SELECT, INSERT, DELETE"),
    ("tenant.invitations", "koprogo_tenant", "SELECT, INSERT, UPDATE"),
    ("firm.assignments", "koprogo_firm", "SELECT, INSERT, DELETE"),
    ("firm.invitations", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.api_keys", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.api_key_uses", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.transfers", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.handovers", "koprogo_firm", "SELECT"),
    ("firm.exports", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("tenant.erasures", "koprogo_tenant", "SELECT, INSERT"),
    ("identity.consents", "koprogo_identity", "SELECT, INSERT, UPDATE"),
    ("identity.erasures", "koprogo_identity", "SELECT, INSERT"),
    ("tenant.audit_entries", "koprogo_tenant", "SELECT"),
    ("tenant.audit_chain", "koprogo_tenant", "SELECT"),
    ("tenant.audit_heads", "koprogo_tenant", "SELECT"),
    ("firm.audit_entries", "koprogo_firm", "SELECT"),
    ("firm.audit_chain", "koprogo_firm", "SELECT"),
    ("firm.audit_heads", "koprogo_firm", "SELECT"),
    ("jobs.periodic", "koprogo_worker", "SELECT, INSERT, UPDATE"),
    ("jobs.audit_anchored", "koprogo_worker", "SELECT, INSERT, UPDATE"),
    ("jobs.audit_anchor", "koprogo_worker", "SELECT, INSERT, UPDATE"),
    ("jobs.jobs", "koprogo_tenant", "SELECT, INSERT"),
    ("jobs.jobs", "koprogo_identity", "INSERT"),
    ("jobs.jobs", "koprogo_firm", "INSERT"),
    ("billing.webhooks", "koprogo_worker", "SELECT, INSERT, UPDATE"),
    ("billing.reconciliations", "koprogo_worker", "SELECT, INSERT"),
    // A firm's account with the platform: what is a record is only added to.
    ("firm.billing", "koprogo_firm", "SELECT, UPDATE"),
    ("firm.billing_log", "koprogo_firm", "SELECT, INSERT"),
    ("firm.billing_events", "koprogo_firm", "SELECT, INSERT"),
    ("firm.usage", "koprogo_firm", "SELECT, INSERT"),
    ("firm.invoices", "koprogo_firm", "SELECT, INSERT"),
    ("firm.invoice_files", "koprogo_firm", "SELECT, INSERT"),
    ("firm.receivables", "koprogo_firm", "SELECT, INSERT"),
    ("firm.receivable_transfers", "koprogo_firm", "SELECT, INSERT"),
    ("firm.payment_observations", "koprogo_firm", "SELECT, INSERT"),
    ("firm.billing_days", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.collections", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.payment_methods", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.billing_reviews", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.vat_checks", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("firm.invoice_sendings", "koprogo_firm", "SELECT, INSERT, UPDATE"),
    ("jobs.jobs", "koprogo_worker", "SELECT, UPDATE, DELETE"),
    ("jobs.dev_mails", "koprogo_worker", "SELECT, INSERT, DELETE"),
    ("public._sqlx_migrations", "koprogo_app", "SELECT"),
    ("public._sqlx_migrations", "koprogo_operator", "SELECT"),
    ("ops.operators", "koprogo_ops", "SELECT, INSERT, UPDATE"),
    // Written by functions alone: an operator's program cannot open a window by itself, nor unsay a look.
    ("ops.windows", "koprogo_ops", "SELECT"),
    ("ops.statements", "koprogo_ops", "SELECT"),
    // Told by replicas, through a function.
    ("ops.samples", "koprogo_ops", "SELECT"),
    ("ops.sample_hours", "koprogo_ops", "SELECT"),
    // What a support window shows. Every other table of a copro is closed to operators.
    ("tenant.copro", "koprogo_support", "SELECT"),
    ("tenant.lots", "koprogo_tenant", "SELECT, INSERT, UPDATE, DELETE"),
    ("tenant.lots", "koprogo_support", "SELECT"),
    ("tenant.keys", "koprogo_tenant", "SELECT, INSERT, UPDATE, DELETE"),
    ("tenant.keys", "koprogo_support", "SELECT"),
    ("tenant.key_versions", "koprogo_tenant", "SELECT, INSERT, UPDATE, DELETE"),
    ("tenant.key_versions", "koprogo_support", "SELECT"),
    ("tenant.key_weights", "koprogo_tenant", "SELECT, INSERT, UPDATE, DELETE"),
    ("tenant.key_weights", "koprogo_support", "SELECT"),
    ("tenant.owners", "koprogo_tenant", "SELECT, INSERT, UPDATE, DELETE"),
    ("tenant.owners", "koprogo_support", "SELECT"),
    ("tenant.ownerships", "koprogo_tenant", "SELECT, INSERT, UPDATE, DELETE"),
    ("tenant.ownerships", "koprogo_support", "SELECT"),
    ("tenant.fiscal_years", "koprogo_support", "SELECT"),
    ("tenant.entries", "koprogo_support", "SELECT"),
    ("tenant.entry_lines", "koprogo_support", "SELECT"),
];

/// Rights on single columns: (`schema.table.column`, role, verb).
const COLUMN_GRANTS: &[(&str, &str, &str)] = &[];

/// A policy beside the two that `app.protect` and `app.protect_firm` stamp. `table` may be `schema.*`.
struct Policy {
    table: &'static str,
    name: &'static str,
    permissive: bool,
    role: &'static str,
    /// `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    command: &'static str,
    reads: Option<&'static str>,
    writes: Option<&'static str>,
}

/// A table that operators may read during a support window: a permissive policy and its floor.
const fn opened_to_support(table: &'static str) -> [Policy; 2] {
    const fn one(table: &'static str, name: &'static str, permissive: bool) -> Policy {
        const OPEN: &str = "(tenant_id = ( SELECT app.support_tenant() AS support_tenant))";
        Policy {
            table,
            name,
            permissive,
            role: "koprogo_support",
            command: "SELECT",
            reads: Some(OPEN),
            writes: None,
        }
    }
    [one(table, "support", true), one(table, "support_floor", false)]
}

const SUPPORT_POLICIES: &[[Policy; 2]] = &[
    opened_to_support("tenant.copro"),
    opened_to_support("tenant.lots"),
    opened_to_support("tenant.keys"),
    opened_to_support("tenant.key_versions"),
    opened_to_support("tenant.key_weights"),
    opened_to_support("tenant.owners"),
    opened_to_support("tenant.ownerships"),
    opened_to_support("tenant.fiscal_years"),
    opened_to_support("tenant.entries"),
    opened_to_support("tenant.entry_lines"),
];

/// All rows, for the worker alone.
const fn worker_only(table: &'static str) -> Policy {
    Policy {
        table,
        name: "worker",
        permissive: true,
        role: "koprogo_worker",
        command: "ALL",
        reads: Some("true"),
        writes: Some("true"),
    }
}

const POLICIES: &[Policy] = &[
    worker_only("jobs.periodic"),
    worker_only("jobs.audit_anchored"),
    worker_only("jobs.audit_anchor"),
    Policy {
        table: "jobs.jobs",
        name: "tenant_scope",
        permissive: true,
        role: "koprogo_tenant",
        command: "ALL",
        reads: Some("(tenant_id = ( SELECT app.tenant_id() AS tenant_id))"),
        writes: Some("(tenant_id = ( SELECT app.tenant_id() AS tenant_id))"),
    },
    Policy {
        table: "jobs.jobs",
        name: "identity_enqueues",
        permissive: true,
        role: "koprogo_identity",
        command: "INSERT",
        reads: None,
        writes: Some("(tenant_id IS NULL)"),
    },
    Policy {
        table: "jobs.jobs",
        name: "firm_enqueues",
        permissive: true,
        role: "koprogo_firm",
        command: "INSERT",
        reads: None,
        writes: Some("(tenant_id IS NULL)"),
    },
    Policy {
        table: "jobs.jobs",
        name: "worker",
        permissive: true,
        role: "koprogo_worker",
        command: "ALL",
        reads: Some("true"),
        writes: Some("true"),
    },
];

/// Unique keys of tenant and firm tables that span scopes on purpose, and why they tell nothing.
const GLOBAL_KEYS: &[&str] = &[
    // A copro has one syndic; the id is random.
    "firm.copros_one_firm",
    // Slugs end in random letters.
    "firm.copros_one_slug",
    // One series of numbers for the issuer: the law wants it (VAT code, royal decree no. 1, art. 5, § 1).
    "firm.invoices_one_number",
    // A name that the payment provider gave, at random.
    "firm.billing_one_customer",
];

/// Foreign keys (`schema.table.constraint`) that do not carry the scope on purpose.
const GLOBAL_REFERENCES: &[&str] = &[];

/// A function of ours that somebody besides the owner may run.
struct Function {
    /// As PostgreSQL writes it: `app.resolve_firm(uuid,uuid)`.
    name: &'static str,
    /// SECURITY DEFINER: sees everything, whoever calls it.
    as_owner: bool,
    /// `None`: run by a trigger, or by another of these, only.
    caller: Option<&'static str>,
}

/// SECURITY DEFINER, called by one role.
const fn as_owner(name: &'static str, caller: &'static str) -> Function {
    Function { name, as_owner: true, caller: Some(caller) }
}

/// Runs with the rights of whoever calls it.
const fn as_caller(name: &'static str, caller: &'static str) -> Function {
    Function { name, as_owner: false, caller: Some(caller) }
}

/// The allow-list. Trigger functions that run with the rights of the writer need no line. One entry for each role that may call.
const FUNCTIONS: &[Function] = &[
    as_caller("app.tenant_id()", "koprogo_tenant"),
    as_caller("app.firm_id()", "koprogo_firm"),
    as_owner("app.resolve_session(bytea)", "koprogo_app"),
    as_owner("app.resolve_api_session(uuid,uuid)", "koprogo_app"),
    as_owner("app.resolve_firm(uuid,uuid)", "koprogo_app"),
    as_owner("app.resolve_copro(uuid,text)", "koprogo_app"),
    as_owner("app.firms_of(uuid)", "koprogo_app"),
    as_owner("app.copros_of(uuid)", "koprogo_app"),
    as_owner("app.firms_requiring_second_factor(uuid)", "koprogo_app"),
    as_owner("app.resolve_api_key(bytea)", "koprogo_app"),
    as_owner("app.resolve_invitation(bytea)", "koprogo_app"),
    as_owner("app.people_of_firm()", "koprogo_firm"),
    as_owner("app.people_of_tenant()", "koprogo_tenant"),
    as_owner("app.refresh_summary()", "koprogo_tenant"),
    as_owner("app.refresh_summary(boolean,boolean)", "koprogo_tenant"),
    as_owner("app.summary_of_copro()", "koprogo_tenant"),
    as_owner("app.syndic_of_tenant()", "koprogo_tenant"),
    as_owner("app.hold_syndic(uuid)", "koprogo_tenant"),
    as_caller("app.finish(boolean,uuid,boolean)", "koprogo_tenant"),
    as_caller("app.finish(boolean,boolean,uuid,boolean)", "koprogo_tenant"),
    as_owner("app.hold_open_copro(uuid)", "koprogo_tenant"),
    as_owner("app.stop_writers()", "koprogo_tenant"),
    as_caller("app.copro_stamp()", "koprogo_tenant"),
    as_owner("app.transfer_preview(bytea)", "koprogo_app"),
    as_owner("app.transfer_decide(bytea,uuid,text,boolean,uuid)", "koprogo_firm"),
    as_owner("app.transfer_execute(uuid,text,uuid,bigint,bytea)", "koprogo_tenant"),
    as_owner("app.transfer_abandon(uuid)", "koprogo_tenant"),
    as_owner("app.firm_admins()", "koprogo_firm"),
    as_owner("app.rename_letters(uuid,text)", "koprogo_tenant"),
    as_owner("app.firms_held_by(uuid)", "koprogo_identity"),
    as_owner("app.leave_everything(uuid)", "koprogo_identity"),
    as_owner("app.forget_expired(integer,integer,integer)", "koprogo_worker"),
    as_owner("app.exports_expired(integer)", "koprogo_worker"),
    as_owner("app.export_forget(uuid,uuid)", "koprogo_worker"),
    as_caller("app.window_state(ops.windows)", "koprogo_ops"),
    Function { name: "app.operator_of(bytea)", as_owner: true, caller: None },
    as_owner("app.window_request(bytea,text,text,text,text,integer)", "koprogo_ops"),
    as_owner("app.window_approve(bytea,uuid)", "koprogo_ops"),
    as_owner("app.window_end(bytea,uuid)", "koprogo_ops"),
    as_owner("app.quota_grant(bytea,text,text,integer,integer,text,integer)", "koprogo_ops"),
    as_owner("app.quota_end(bytea,uuid)", "koprogo_ops"),
    as_owner("app.quota_overrides(uuid,uuid,integer)", "koprogo_ops"),
    as_owner("app.support_note(bytea,uuid,text,text,jsonb)", "koprogo_ops"),
    as_owner("app.platform_numbers()", "koprogo_ops"),
    as_owner(
        "app.capacity_note(text,bigint,bigint,integer,integer,bigint,bigint,integer,integer)",
        "koprogo_worker",
    ),
    as_owner("app.capacity_roll()", "koprogo_worker"),
    as_caller("app.hours_of_samples(timestamp with time zone,timestamp with time zone)", "koprogo_ops"),
    as_caller("app.hours_end()", "koprogo_ops"),
    as_owner("app.revenue_of_month()", "koprogo_ops"),
    as_owner("app.customers(uuid,text,text,bigint,uuid,integer)", "koprogo_ops"),
    as_owner("app.customer_events(uuid,integer)", "koprogo_ops"),
    as_owner("app.customer_days(uuid,date)", "koprogo_ops"),
    as_owner("app.customer_debts(uuid)", "koprogo_ops"),
    as_owner("app.customer_reviews(uuid)", "koprogo_ops"),
    as_owner("app.review_settle(bytea,uuid,uuid,text)", "koprogo_ops"),
    as_owner("app.instruct(bytea,uuid,text,jsonb)", "koprogo_ops"),
    as_owner("app.instructions_of(uuid,uuid)", "koprogo_ops"),
    as_owner("app.revenue_levels()", "koprogo_ops"),
    as_owner("app.receivable_ages(date)", "koprogo_ops"),
    as_owner("app.message_counts()", "koprogo_ops"),
    as_owner("app.messages(text,text,timestamp with time zone,text,integer)", "koprogo_ops"),
    as_owner("app.message_replay(bytea,text)", "koprogo_ops"),
    as_owner("app.messages_replay_dead(bytea)", "koprogo_ops"),
    as_owner("app.job_counts()", "koprogo_ops"),
    as_owner("app.jobs_given_up(uuid,uuid,integer)", "koprogo_ops"),
    as_owner("app.job_again(bytea,uuid)", "koprogo_ops"),
    as_owner("app.instructions_due(integer)", "koprogo_worker"),
    as_owner("app.instruction_take(uuid)", "koprogo_firm"),
    as_owner("app.instruction_done(uuid,text)", "koprogo_firm"),
    as_owner("app.support_tenant()", "koprogo_support"),
    as_owner("app.support_jobs(uuid,integer)", "koprogo_support"),
    as_owner("app.support_windows()", "koprogo_tenant"),
    as_owner("app.support_statements(uuid,uuid,integer)", "koprogo_tenant"),
    as_owner("app.support_until()", "koprogo_tenant"),
    as_owner("app.support_decide(uuid,text,uuid)", "koprogo_tenant"),
    as_owner("app.support_letter(uuid)", "koprogo_tenant"),
    as_owner("app.support_readers()", "koprogo_tenant"),
    // Triggers: the copro's log is told of windows and looks.
    Function { name: "app.audit_window()", as_owner: true, caller: None },
    Function { name: "app.audit_override()", as_owner: true, caller: None },
    Function { name: "app.audit_statement()", as_owner: true, caller: None },
    Function { name: "app.audit_instruction()", as_owner: true, caller: None },
    // Triggers: the log is written where no scope role may write.
    Function { name: "app.audit_record()", as_owner: true, caller: None },
    Function { name: "app.audit_seal()", as_owner: true, caller: None },
    as_owner("app.audit_blank(uuid[])", "koprogo_tenant"),
    as_owner("app.firm_audit_blank(uuid[])", "koprogo_firm"),
    as_owner("app.audit_names(uuid[])", "koprogo_tenant"),
    as_owner("app.firm_audit_names(uuid[])", "koprogo_firm"),
    as_owner("app.audit_unanchored(integer)", "koprogo_worker"),
    as_owner("app.invoice_number(date)", "koprogo_firm"),
    as_owner("app.billing_due(timestamp with time zone,integer)", "koprogo_worker"),
    as_owner("app.collections_due(timestamp with time zone,integer)", "koprogo_worker"),
    as_owner("app.firm_of_provider(text)", "koprogo_worker"),
    as_owner("app.payments_booked(timestamp with time zone,integer)", "koprogo_worker"),
    as_owner("app.webhooks_keep(text[],text[],bigint[],bytea[])", "koprogo_app"),
    as_owner("app.vies_due(text,timestamp with time zone,integer)", "koprogo_worker"),
    as_owner("app.api_calls_keep(uuid[],text[],timestamp with time zone[],bigint[])", "koprogo_app"),
    // Triggers: the archive of invoices, and the meter, which counts in the firm what is done in its copros.
    Function { name: "app.invoice_archive()", as_owner: true, caller: None },
    Function { name: "app.require_no_gap()", as_owner: true, caller: None },
    Function { name: "app.meter_copro()", as_owner: true, caller: None },
    Function { name: "app.meter_member()", as_owner: true, caller: None },
    Function { name: "app.meter_file()", as_owner: true, caller: None },
    Function { name: "app.meter_mail()", as_owner: true, caller: None },
    Function { name: "app.open_billing()", as_owner: true, caller: None },
    Function { name: "app.follow_plan()", as_owner: true, caller: None },
];

/// A role of the product: every attribute that is not named here is off.
struct Role {
    name: &'static str,
    login: bool,
    inherit: bool,
    bypasses: bool,
}

/// Entered by SET ROLE only.
const fn scope_role(name: &'static str) -> Role {
    Role { name, login: false, inherit: true, bypasses: false }
}

const ROLES: &[Role] = &[
    // Runs the migrations; no process that answers requests holds it.
    Role { name: "koprogo_owner", login: true, inherit: true, bypasses: true },
    // What the server logs in as.
    Role { name: "koprogo_app", login: true, inherit: false, bypasses: false },
    scope_role("koprogo_identity"),
    scope_role("koprogo_firm"),
    scope_role("koprogo_tenant"),
    scope_role("koprogo_worker"),
    // What the operators' listener logs in as.
    Role { name: "koprogo_operator", login: true, inherit: false, bypasses: false },
    scope_role("koprogo_ops"),
    scope_role("koprogo_support"),
];

/// Who may enter which role.
const MEMBERS: &[(&str, &str)] = &[
    ("koprogo_app", "koprogo_identity"),
    ("koprogo_app", "koprogo_firm"),
    ("koprogo_app", "koprogo_tenant"),
    ("koprogo_app", "koprogo_worker"),
    ("koprogo_operator", "koprogo_ops"),
    ("koprogo_operator", "koprogo_support"),
];

/// Limits that a login has to carry, so that nothing it starts runs or waits without end.
const LIMITS: &[(&str, &str)] = &[
    ("koprogo_app", "statement_timeout"),
    ("koprogo_app", "idle_in_transaction_session_timeout"),
    ("koprogo_app", "lock_timeout"),
    ("koprogo_operator", "statement_timeout"),
    ("koprogo_operator", "idle_in_transaction_session_timeout"),
    ("koprogo_operator", "lock_timeout"),
];

const EXTENSIONS: &[&str] = &["plpgsql", "btree_gist"];

pub(super) fn schemas() -> Value {
    SCHEMAS.iter().map(|(schema, role)| json!({"schema": schema, "role": role})).collect()
}

pub(super) fn usage() -> Value {
    let one = |(schema, roles): &(&str, &[&str])| {
        roles.iter().map(|role| json!({"schema": schema, "role": role})).collect::<Vec<_>>()
    };
    USAGE.iter().flat_map(one).collect()
}

pub(super) fn unguarded() -> Value {
    json!(UNGUARDED)
}

/// Each verb on its own, with the schemas whose other tables have all four.
pub(super) fn grants() -> Value {
    let one = |(table, role, verbs): &(&str, &str, &str)| {
        let verbs = verbs.split(", ");
        verbs.map(|verb| json!({"table": table, "role": role, "verb": verb})).collect::<Vec<_>>()
    };
    json!({"listed": GRANTS.iter().flat_map(one).collect::<Vec<_>>(), "schemas": schemas()})
}

pub(super) fn column_grants() -> Value {
    COLUMN_GRANTS.iter().map(|(column, role, verb)| json!(format!("{column} to {role}: {verb}"))).collect()
}

pub(super) fn policies() -> Value {
    let one = |policy: &Policy| {
        json!({"table": policy.table, "name": policy.name, "permissive": policy.permissive, "role": policy.role,
               "command": policy.command, "reads": policy.reads, "writes": policy.writes})
    };
    POLICIES.iter().chain(SUPPORT_POLICIES.iter().flatten()).map(one).collect()
}

pub(super) fn global_keys() -> Value {
    json!(GLOBAL_KEYS)
}

pub(super) fn global_references() -> Value {
    json!(GLOBAL_REFERENCES)
}

pub(super) fn functions() -> Value {
    let one = |function: &Function| json!({"name": function.name, "as_owner": function.as_owner, "caller": function.caller});
    FUNCTIONS.iter().map(one).collect()
}

pub(super) fn roles() -> Value {
    let one = |role: &Role| json!({"name": role.name, "login": role.login, "inherit": role.inherit, "bypasses": role.bypasses});
    ROLES.iter().map(one).collect()
}

pub(super) fn members() -> Value {
    MEMBERS.iter().map(|(member, role)| json!({"member": member, "role": role})).collect()
}

pub(super) fn limits() -> Value {
    LIMITS.iter().map(|(role, setting)| json!({"role": role, "setting": setting})).collect()
}

pub(super) fn extensions() -> Value {
    json!(EXTENSIONS)
}
