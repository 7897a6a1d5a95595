-- Schemas state the isolation class of what they hold; `app` holds the functions that enforce it.
CREATE SCHEMA app;
CREATE SCHEMA identity;
CREATE SCHEMA firm;
CREATE SCHEMA tenant;
CREATE SCHEMA jobs;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA app TO koprogo_app, koprogo_identity, koprogo_firm, koprogo_tenant, koprogo_worker;
GRANT USAGE ON SCHEMA identity TO koprogo_identity;
GRANT USAGE ON SCHEMA firm TO koprogo_firm;
GRANT USAGE ON SCHEMA tenant TO koprogo_tenant;
GRANT USAGE ON SCHEMA jobs TO koprogo_identity, koprogo_firm, koprogo_tenant, koprogo_worker;

CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;
GRANT USAGE ON SCHEMA public TO koprogo_tenant;

-- The copro this transaction may see. Never set: current_setting raises. Set by an earlier transaction of the same connection: the
-- value is '' and the cast raises. Either way a query outside a scope fails loudly instead of returning an empty list.
-- STABLE, never IMMUTABLE: an immutable function is folded into a prepared plan and hands one tenant's rows to the next.
CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('app.tenant_id')::uuid;

CREATE FUNCTION app.firm_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('app.firm_id')::uuid;

GRANT EXECUTE ON FUNCTION app.tenant_id() TO koprogo_tenant;
GRANT EXECUTE ON FUNCTION app.firm_id() TO koprogo_firm;

-- Stamps row-level security on a table: one permissive policy, and a restrictive one with the same expression as a floor, so that a
-- policy added later by mistake cannot widen what is seen. `verbs` is what the scope role may do ('SELECT, INSERT' = append-only).
CREATE FUNCTION app.guard(target regclass, scope_column text, scope_role text, verbs text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    expression text := format('%I = (SELECT app.%I())', scope_column, scope_column);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY scope ON %s AS PERMISSIVE FOR ALL TO %I USING (%s) WITH CHECK (%s)',
                   target, scope_role, expression, expression);
    EXECUTE format('CREATE POLICY floor ON %s AS RESTRICTIVE FOR ALL TO %I USING (%s) WITH CHECK (%s)',
                   target, scope_role, expression, expression);
    EXECUTE format('GRANT %s ON %s TO %I', verbs, target, scope_role);
END
$$;

CREATE FUNCTION app.protect(target regclass, verbs text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') RETURNS void LANGUAGE sql AS $$
    SELECT app.guard(target, 'tenant_id', 'koprogo_tenant', verbs)
$$;

CREATE FUNCTION app.protect_firm(target regclass, verbs text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') RETURNS void LANGUAGE sql AS $$
    SELECT app.guard(target, 'firm_id', 'koprogo_firm', verbs)
$$;

-- Refuses every change of a row that is a legal record, whoever asks, the owner of the table included.
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of %.% are never changed or deleted; post a reversal', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
