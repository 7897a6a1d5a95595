-- Quotas that operators grant for a while. Like their windows they are made and ended by functions that are told the session, are never
-- rewritten, and stand in the audit log of the copro or firm they are about.
ALTER TABLE quota.overrides
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_by uuid,
    ADD CONSTRAINT overrides_ended_by_somebody CHECK ((ended_at IS NULL) = (ended_by IS NULL));

CREATE FUNCTION app.refuse_override_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- The one thing that may happen to an override is that it ends before its time.
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.expires_at > OLD.expires_at
       OR to_jsonb(OLD) - 'expires_at' - 'ended_at' - 'ended_by' <> to_jsonb(NEW) - 'expires_at' - 'ended_at' - 'ended_by' THEN
        RAISE EXCEPTION 'a granted quota is never rewritten' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER overrides_never_rewritten BEFORE UPDATE OR DELETE ON quota.overrides
    FOR EACH ROW EXECUTE FUNCTION app.refuse_override_change();

CREATE FUNCTION app.audit_override() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before jsonb;
    after jsonb := to_jsonb(NEW);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := app.audit_difference(to_jsonb(OLD), to_jsonb(NEW));
        after := app.audit_difference(to_jsonb(NEW), to_jsonb(OLD));
    END IF;
    PERFORM set_config('app.actor', 'operator:' || coalesce(NEW.ended_by, NEW.created_by), true);
    PERFORM app.audit_write(CASE WHEN NEW.tenant_id IS NULL THEN 'firm' ELSE 'tenant' END, coalesce(NEW.tenant_id, NEW.firm_id),
        'quota_overrides', lower(TG_OP), ARRAY[app.audit_row(NEW.id::text, before, after)],
        CASE TG_OP WHEN 'INSERT' THEN 'quota.grant' ELSE 'quota.end' END);
    RETURN NULL;
END
$$;
CREATE TRIGGER overrides_audited AFTER INSERT OR UPDATE ON quota.overrides FOR EACH ROW EXECUTE FUNCTION app.audit_override();

-- Grants a quota to a copro, by its short name or id, or to the firm that manages it. Null: no copro is called that.
CREATE FUNCTION app.quota_grant(session bytea, scope text, copro text, quota integer, window_seconds integer, reason text, days integer) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    granting uuid := app.operator_of(session);
    made uuid;
BEGIN
    INSERT INTO quota.overrides (id, tenant_id, firm_id, quota, window_seconds, reason, created_by, expires_at)
    SELECT app.uuid_v7(), CASE scope WHEN 'copro' THEN c.tenant_id END, CASE scope WHEN 'firm' THEN c.firm_id END,
           quota_grant.quota, quota_grant.window_seconds, quota_grant.reason, granting, now() + make_interval(days => quota_grant.days)
      FROM firm.copros c
     WHERE c.slug = copro
        OR c.tenant_id = CASE WHEN copro ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN copro::uuid END
    RETURNING id INTO made;
    RETURN made;
END
$$;

-- Ends it now: what the plan says counts again with the next request. False: it is over already, or there is no such one.
CREATE FUNCTION app.quota_end(session bytea, target uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ending uuid := app.operator_of(session);
BEGIN
    UPDATE quota.overrides o SET expires_at = clock_timestamp(), ended_at = clock_timestamp(), ended_by = ending
     WHERE o.id = target AND o.ended_at IS NULL AND o.expires_at > clock_timestamp();
    RETURN FOUND;
END
$$;

-- Every override there is or was, newest first; `chosen` one of them.
CREATE FUNCTION app.quota_overrides(chosen uuid, before uuid, count integer)
    RETURNS TABLE (id uuid, scope text, subject text, quota integer, window_seconds integer, reason text, granted_by text,
                   created_at timestamptz, expires_at timestamptz, ended_by text, active boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT o.id, CASE WHEN o.tenant_id IS NULL THEN 'firm' ELSE 'copro' END,
           coalesce((SELECT c.slug FROM firm.copros c WHERE c.tenant_id = o.tenant_id),
                    (SELECT f.name FROM firm.firms f WHERE f.firm_id = o.firm_id), coalesce(o.tenant_id, o.firm_id)::text),
           o.quota, o.window_seconds, o.reason, (SELECT g.email FROM ops.operators g WHERE g.id = o.created_by),
           o.created_at, o.expires_at, (SELECT e.email FROM ops.operators e WHERE e.id = o.ended_by), o.expires_at > clock_timestamp()
      FROM quota.overrides o
     WHERE (chosen IS NULL OR o.id = chosen) AND (before IS NULL OR o.id < before)
     ORDER BY o.id DESC LIMIT least(count, 201)
$$;

GRANT EXECUTE ON FUNCTION app.quota_grant(bytea, text, text, integer, integer, text, integer), app.quota_end(bytea, uuid),
    app.quota_overrides(uuid, uuid, integer) TO koprogo_ops;
