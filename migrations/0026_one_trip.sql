-- Whoever asks is let in by one row. Sessions, members, quotas and what the firm's account allows were answered by a function each, some of them
-- in the SQL language, whose bodies are planned again at every call; now two functions answer, whose plans are kept.

DROP FUNCTION app.resolve_copro(uuid, text);
DROP FUNCTION app.resolve_firm(uuid, uuid);
DROP FUNCTION app.quota_of_copro(uuid, uuid);
DROP FUNCTION app.quota_of_firm(uuid);
DROP FUNCTION app.access_of_firm(uuid);
DROP FUNCTION app.copro_is_closed(uuid);

-- What a caller is in a copro, and what is open to them there. No row: to them it does not exist.
CREATE FUNCTION app.resolve_copro(caller uuid, slug_or_id text)
    RETURNS TABLE (tenant_id uuid, firm_id uuid, slug text, firm_role text, copro_roles text[], second_factor_required boolean,
                   quota integer, window_seconds integer, access text, plan text, closed boolean)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    named uuid;
BEGIN
    IF slug_or_id ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN
        named := slug_or_id::uuid;
    ELSE
        SELECT c.tenant_id INTO named FROM firm.copros c WHERE c.slug = slug_or_id;
    END IF;
    RETURN QUERY
    SELECT c.tenant_id, c.firm_id, c.slug, m.role, own.roles, m.role IS NOT NULL AND f.require_second_factor,
           coalesce(o.quota, p.copro_quota), coalesce(o.window_seconds, p.copro_window_seconds), b.access, b.plan, c.status = 'closed'
      FROM firm.copros c
      JOIN firm.firms f ON f.firm_id = c.firm_id
      JOIN firm.billing b ON b.firm_id = c.firm_id
      LEFT JOIN firm.members m ON m.firm_id = c.firm_id AND m.user_id = caller
           AND (m.all_copros OR EXISTS (SELECT FROM firm.assignments a
                                         WHERE a.firm_id = c.firm_id AND a.user_id = caller AND a.tenant_id = c.tenant_id))
      CROSS JOIN LATERAL (SELECT coalesce(array_agg(t.role ORDER BY t.role), '{}') AS roles
                            FROM tenant.members t WHERE t.tenant_id = c.tenant_id AND t.user_id = caller) own
      LEFT JOIN LATERAL (SELECT v.quota, v.window_seconds FROM quota.overrides v
                          WHERE v.tenant_id = c.tenant_id AND v.expires_at > now()
                          ORDER BY v.created_at DESC, v.id DESC LIMIT 1) AS o ON true
      LEFT JOIN quota.firm_plans fp ON fp.firm_id = c.firm_id
      LEFT JOIN quota.plans p ON p.plan = fp.plan
     WHERE c.tenant_id = named AND (m.role IS NOT NULL OR own.roles <> '{}');
END
$$;

-- The same of a firm, for whoever works there.
CREATE FUNCTION app.resolve_firm(caller uuid, firm uuid)
    RETURNS TABLE (firm_id uuid, role text, all_copros boolean, second_factor_required boolean, quota integer, window_seconds integer,
                   access text, plan text)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT m.firm_id, m.role, m.all_copros, f.require_second_factor,
           coalesce(o.quota, p.firm_quota), coalesce(o.window_seconds, p.firm_window_seconds), b.access, b.plan
      FROM firm.members m
      JOIN firm.firms f ON f.firm_id = m.firm_id
      JOIN firm.billing b ON b.firm_id = m.firm_id
      LEFT JOIN LATERAL (SELECT v.quota, v.window_seconds FROM quota.overrides v
                          WHERE v.firm_id = m.firm_id AND v.expires_at > now()
                          ORDER BY v.created_at DESC, v.id DESC LIMIT 1) AS o ON true
      LEFT JOIN quota.firm_plans fp ON fp.firm_id = m.firm_id
      LEFT JOIN quota.plans p ON p.plan = fp.plan
     WHERE m.user_id = resolve_firm.caller AND m.firm_id = resolve_firm.firm;
END
$$;

CREATE OR REPLACE FUNCTION app.resolve_session(token_hash bytea)
    RETURNS TABLE (session_id uuid, user_id uuid, email text, name text, language text, second_factor boolean,
                   confirmed_until timestamptz, seen boolean)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT s.id, u.id, u.email, u.name, u.language, s.second_factor, s.confirmed_until, s.last_seen_at > now() - interval '1 minute'
      FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id
     WHERE s.token_hash = resolve_session.token_hash AND s.kind = 'cookie' AND s.expires_at > now();
END
$$;

CREATE OR REPLACE FUNCTION app.resolve_api_session(session uuid, caller uuid)
    RETURNS TABLE (session_id uuid, user_id uuid, email text, name text, language text, second_factor boolean,
                   confirmed_until timestamptz, seen boolean)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT s.id, u.id, u.email, u.name, u.language, s.second_factor, s.confirmed_until, s.last_seen_at > now() - interval '1 minute'
      FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id
     WHERE s.id = session AND s.user_id = caller AND s.kind = 'token' AND s.expires_at > now();
END
$$;

GRANT EXECUTE ON FUNCTION app.resolve_copro(uuid, text), app.resolve_firm(uuid, uuid) TO koprogo_app;

-- The last question before a commit in a copro, in one call: bring the firm's summary row up to date if it is `stale`, then hold the copro with
-- its `firm` (null: nobody's request), open if it has to be. The summary comes first: it takes the stronger lock on the same row.
CREATE FUNCTION app.finish(stale boolean, firm uuid, while_open boolean) RETURNS text
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF stale THEN
        PERFORM app.refresh_summary();
    END IF;
    IF firm IS NULL THEN
        RETURN 'held';
    ELSIF while_open THEN
        RETURN app.hold_open_copro(firm);
    ELSE
        RETURN CASE WHEN app.hold_syndic(firm) THEN 'held' ELSE 'gone' END;
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION app.finish(boolean, uuid, boolean) TO koprogo_tenant;

-- Two more that were planned anew at every call: one for each entry of the audit log, one whenever a copro is looked at. Each says what it said.
CREATE OR REPLACE FUNCTION app.audit_link(schema text, scope uuid, seq bigint, prev bytea, entry_id uuid, at timestamptz, actor text, action text,
                                          request_id text, object text, verb text, count integer, content_hash bytea) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(app.audit_field('koprogo-audit-1') || app.audit_field(convert_to(schema, 'UTF8'))
        || app.audit_field(convert_to(scope::text, 'UTF8')) || app.audit_field(convert_to(seq::text, 'UTF8'))
        || app.audit_field(prev) || app.audit_field(convert_to(entry_id::text, 'UTF8'))
        || app.audit_field(convert_to((extract(epoch FROM at) * 1000000)::bigint::text, 'UTF8'))
        || app.audit_field(convert_to(actor, 'UTF8')) || app.audit_field(convert_to(action, 'UTF8'))
        || app.audit_field(convert_to(request_id, 'UTF8')) || app.audit_field(convert_to(object, 'UTF8'))
        || app.audit_field(convert_to(verb, 'UTF8')) || app.audit_field(convert_to(count::text, 'UTF8'))
        || app.audit_field(content_hash));
END
$$;

CREATE OR REPLACE FUNCTION app.support_until() RETURNS timestamptz
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT max(w.ends_at) FROM ops.windows w WHERE w.tenant_id = app.tenant_id() AND app.window_state(w) = 'open');
END
$$;

-- What the firm's summary says of the copro in scope: counted when it was last written to, not whenever it is looked at.
CREATE FUNCTION app.summary_of_copro() RETURNS TABLE (lots bigint, owners bigint, shares_assigned bigint)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT c.lots::bigint, c.owners::bigint, c.shares_assigned FROM firm.copros c WHERE c.tenant_id = app.tenant_id();
END
$$;
GRANT EXECUTE ON FUNCTION app.summary_of_copro() TO koprogo_tenant;
