//! The triggers there are.

use serde_json::{Value, json};

/// Every trigger, as `pg_get_triggerdef` writes it.
const TRIGGERS: &[&str] = &[
    "CREATE TRIGGER key_weights_frozen BEFORE INSERT OR DELETE OR UPDATE ON tenant.key_weights FOR EACH ROW EXECUTE FUNCTION app.refuse_used_key_version()",
    "CREATE TRIGGER key_versions_frozen BEFORE DELETE OR UPDATE ON tenant.key_versions FOR EACH ROW EXECUTE FUNCTION app.refuse_unfreezing()",
    "CREATE TRIGGER entry_lines_balance AFTER INSERT ON tenant.entry_lines REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION app.require_balance()",
    "CREATE CONSTRAINT TRIGGER entries_have_lines AFTER INSERT ON tenant.entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_lines()",
    "CREATE TRIGGER entries_year_open BEFORE INSERT ON tenant.entries FOR EACH ROW EXECUTE FUNCTION app.require_open_year()",
    "CREATE TRIGGER entries_append_only BEFORE DELETE OR UPDATE ON tenant.entries FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER copros_release_assignments BEFORE UPDATE OF firm_id ON firm.copros FOR EACH ROW WHEN ((old.firm_id <> new.firm_id)) EXECUTE FUNCTION app.release_assignments()",
    "CREATE TRIGGER members_keep_admin AFTER DELETE OR UPDATE ON firm.members FOR EACH ROW WHEN ((old.role = 'firm_admin'::text)) EXECUTE FUNCTION app.require_admin()",
    "CREATE TRIGGER members_revoke_keys AFTER DELETE ON firm.members FOR EACH ROW EXECUTE FUNCTION app.revoke_keys()",
    "CREATE TRIGGER entry_lines_append_only BEFORE DELETE OR UPDATE ON tenant.entry_lines FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER statements_append_only BEFORE DELETE OR UPDATE ON ops.statements FOR EACH ROW EXECUTE FUNCTION app.refuse_operator_change()",
    "CREATE TRIGGER windows_never_rewritten BEFORE DELETE OR UPDATE ON ops.windows FOR EACH ROW EXECUTE FUNCTION app.refuse_window_change()",
    "CREATE TRIGGER windows_audited AFTER INSERT OR UPDATE ON ops.windows FOR EACH ROW EXECUTE FUNCTION app.audit_window()",
    "CREATE TRIGGER overrides_never_rewritten BEFORE DELETE OR UPDATE ON quota.overrides FOR EACH ROW EXECUTE FUNCTION app.refuse_override_change()",
    "CREATE TRIGGER overrides_audited AFTER INSERT OR UPDATE ON quota.overrides FOR EACH ROW EXECUTE FUNCTION app.audit_override()",
    "CREATE TRIGGER instructions_never_rewritten BEFORE DELETE OR UPDATE ON billing.instructions FOR EACH ROW EXECUTE FUNCTION app.refuse_instruction_change()",
    "CREATE TRIGGER instructions_audited AFTER INSERT OR UPDATE ON billing.instructions FOR EACH ROW EXECUTE FUNCTION app.audit_instruction()",
    "CREATE TRIGGER statements_audited AFTER INSERT ON ops.statements FOR EACH ROW EXECUTE FUNCTION app.audit_statement()",
    "CREATE CONSTRAINT TRIGGER audit_seal AFTER INSERT ON tenant.audit_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.audit_seal()",
    "CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON tenant.audit_entries FOR EACH ROW EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON tenant.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON tenant.audit_chain FOR EACH ROW EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON tenant.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON tenant.audit_heads FOR EACH ROW EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON tenant.audit_heads FOR EACH STATEMENT EXECUTE FUNCTION app.audit_refuse()",
    "CREATE CONSTRAINT TRIGGER audit_seal AFTER INSERT ON firm.audit_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.audit_seal()",
    "CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON firm.audit_entries FOR EACH ROW EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON firm.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON firm.audit_chain FOR EACH ROW EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON firm.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON firm.audit_heads FOR EACH ROW EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON firm.audit_heads FOR EACH STATEMENT EXECUTE FUNCTION app.audit_refuse()",
    "CREATE TRIGGER billing_log_append_only BEFORE DELETE OR UPDATE ON firm.billing_log FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER billing_events_append_only BEFORE DELETE OR UPDATE ON firm.billing_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER usage_append_only BEFORE DELETE OR UPDATE ON firm.usage FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER invoices_append_only BEFORE DELETE OR UPDATE ON firm.invoices FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER invoice_files_append_only BEFORE DELETE OR UPDATE ON firm.invoice_files FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER receivables_append_only BEFORE DELETE OR UPDATE ON firm.receivables FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER receivable_transfers_append_only BEFORE DELETE OR UPDATE ON firm.receivable_transfers FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE TRIGGER payment_observations_append_only BEFORE DELETE OR UPDATE ON firm.payment_observations FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    "CREATE CONSTRAINT TRIGGER receivables_have_transfers AFTER INSERT ON firm.receivables DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_transfers()",
    "CREATE TRIGGER invoices_archived AFTER INSERT ON firm.invoices FOR EACH ROW EXECUTE FUNCTION app.invoice_archive()",
    "CREATE CONSTRAINT TRIGGER chain_no_gap AFTER UPDATE ON billing.chain DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_no_gap()",
    "CREATE TRIGGER copros_metered_new AFTER INSERT ON firm.copros FOR EACH ROW EXECUTE FUNCTION app.meter_copro()",
    "CREATE TRIGGER copros_metered AFTER UPDATE ON firm.copros FOR EACH ROW WHEN ((((old.firm_id IS DISTINCT FROM new.firm_id) OR (old.status IS DISTINCT FROM new.status)) OR (old.lots IS DISTINCT FROM new.lots))) EXECUTE FUNCTION app.meter_copro()",
    "CREATE TRIGGER members_metered AFTER INSERT OR DELETE ON firm.members FOR EACH ROW EXECUTE FUNCTION app.meter_member()",
    "CREATE TRIGGER files_metered AFTER INSERT OR DELETE ON tenant.files FOR EACH ROW EXECUTE FUNCTION app.meter_file()",
    "CREATE TRIGGER notices_metered AFTER UPDATE ON tenant.notices FOR EACH ROW WHEN (((old.mail <> 'sent'::text) AND (new.mail = 'sent'::text))) EXECUTE FUNCTION app.meter_mail()",
    "CREATE TRIGGER firms_billed AFTER INSERT ON firm.firms FOR EACH ROW EXECUTE FUNCTION app.open_billing()",
    "CREATE TRIGGER billing_plan_followed AFTER UPDATE ON firm.billing FOR EACH ROW WHEN ((old.plan IS DISTINCT FROM new.plan)) EXECUTE FUNCTION app.follow_plan()",
];

/// Triggers that any table may have, with `{table}` for its name and `{…}` for what the audit log is told to leave out.
const TRIGGERS_ANYWHERE: &[&str] = &[
    "CREATE TRIGGER audit_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_record({…})",
    "CREATE TRIGGER audit_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_record({…})",
    "CREATE TRIGGER audit_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_record({…})",
];

/// What a database that was restored from a dump says instead: the same condition is read from its text there, and three alternatives become
/// one list. First as it is after a dump, then as the migrations make it.
const TRIGGERS_RESTORED: &[[&str; 2]] = &[[
    "CREATE TRIGGER copros_metered AFTER UPDATE ON firm.copros FOR EACH ROW WHEN (((old.firm_id IS DISTINCT FROM new.firm_id) OR (old.status IS DISTINCT FROM new.status) OR (old.lots IS DISTINCT FROM new.lots))) EXECUTE FUNCTION app.meter_copro()",
    "CREATE TRIGGER copros_metered AFTER UPDATE ON firm.copros FOR EACH ROW WHEN ((((old.firm_id IS DISTINCT FROM new.firm_id) OR (old.status IS DISTINCT FROM new.status)) OR (old.lots IS DISTINCT FROM new.lots))) EXECUTE FUNCTION app.meter_copro()",
]];

pub fn triggers() -> Value {
    json!({"exact": TRIGGERS, "anywhere": TRIGGERS_ANYWHERE, "restored": TRIGGERS_RESTORED})
}
