-- Fair share: what a firm's plan grants, what an operator grants beyond it for a while, and turns at the queue.
CREATE SCHEMA quota;

-- Requests at once, and the seconds within which they come back. Absent: what the server's settings say.
CREATE TABLE quota.plans (
    plan                 text PRIMARY KEY CHECK (plan ~ '^[a-z][a-z0-9-]{0,39}$'),
    copro_quota          integer CHECK (copro_quota BETWEEN 1 AND 1000000),
    copro_window_seconds integer CHECK (copro_window_seconds BETWEEN 1 AND 86400),
    firm_quota           integer CHECK (firm_quota BETWEEN 1 AND 1000000),
    firm_window_seconds  integer CHECK (firm_window_seconds BETWEEN 1 AND 86400),
    CHECK ((copro_quota IS NULL) = (copro_window_seconds IS NULL)),
    CHECK ((firm_quota IS NULL) = (firm_window_seconds IS NULL))
);

-- Not a column of firm.firms: a firm writes its own row there, and its plan is not its own to write.
CREATE TABLE quota.firm_plans (
    firm_id uuid PRIMARY KEY REFERENCES firm.firms,
    plan    text NOT NULL REFERENCES quota.plans
);

-- What an operator grants, more or less than the plan, until a day that is never far. It ends by itself.
CREATE TABLE quota.overrides (
    id             uuid PRIMARY KEY,
    tenant_id      uuid,
    firm_id        uuid,
    quota          integer NOT NULL CHECK (quota BETWEEN 1 AND 1000000),
    window_seconds integer NOT NULL CHECK (window_seconds BETWEEN 1 AND 86400),
    reason         text NOT NULL CHECK (length(reason) BETWEEN 10 AND 500),
    created_by     uuid NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    CONSTRAINT overrides_of_one_scope CHECK (num_nonnulls(tenant_id, firm_id) = 1),
    CONSTRAINT overrides_end CHECK (expires_at > created_at AND expires_at <= created_at + interval '90 days')
);
CREATE INDEX overrides_of_tenant ON quota.overrides (tenant_id, expires_at) WHERE tenant_id IS NOT NULL;
CREATE INDEX overrides_of_firm ON quota.overrides (firm_id, expires_at) WHERE firm_id IS NOT NULL;

-- The quota in force, asked for in the same statement as the resolvers, so that a change is seen by every replica with its next request.
-- One row always, of nulls where the settings decide; the last override counts. Tells a quota and nothing else.
CREATE FUNCTION app.quota_of_copro(tenant uuid, firm uuid) RETURNS TABLE (quota integer, window_seconds integer)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(o.quota, p.copro_quota), coalesce(o.window_seconds, p.copro_window_seconds)
      FROM (SELECT) AS one
      LEFT JOIN LATERAL (SELECT v.quota, v.window_seconds FROM quota.overrides v
                          WHERE v.tenant_id = quota_of_copro.tenant AND v.expires_at > now()
                          ORDER BY v.created_at DESC, v.id DESC LIMIT 1) AS o ON true
      LEFT JOIN quota.firm_plans f ON f.firm_id = quota_of_copro.firm
      LEFT JOIN quota.plans p ON p.plan = f.plan
$$;

CREATE FUNCTION app.quota_of_firm(firm uuid) RETURNS TABLE (quota integer, window_seconds integer)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(o.quota, p.firm_quota), coalesce(o.window_seconds, p.firm_window_seconds)
      FROM (SELECT) AS one
      LEFT JOIN LATERAL (SELECT v.quota, v.window_seconds FROM quota.overrides v
                          WHERE v.firm_id = quota_of_firm.firm AND v.expires_at > now()
                          ORDER BY v.created_at DESC, v.id DESC LIMIT 1) AS o ON true
      LEFT JOIN quota.firm_plans f ON f.firm_id = quota_of_firm.firm
      LEFT JOIN quota.plans p ON p.plan = f.plan
$$;

GRANT EXECUTE ON FUNCTION app.quota_of_copro(uuid, uuid), app.quota_of_firm(uuid) TO koprogo_app;

-- The next jobs of each copro, found without looking at the others.
CREATE INDEX jobs_of_tenant_ready ON jobs.jobs (tenant_id, priority, run_at, id) WHERE status = 'queued';
