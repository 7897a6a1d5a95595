-- The end of a copro's life with its firm: it is closed without anybody taking it over, and everything in it leaves as one package.

-- Closed: the firm manages it no more. Read and exported, not written; what it was before is known by `activated_on`.
ALTER TABLE tenant.copro
    DROP CONSTRAINT copro_status_check,
    DROP CONSTRAINT copro_check,
    ADD COLUMN closed_on date,
    ADD COLUMN closed_for text CHECK (closed_for IN ('mandate-ended', 'building-sold', 'created-by-mistake', 'other')),
    ADD COLUMN closing_note text CHECK (length(closing_note) BETWEEN 1 AND 500),
    ADD CONSTRAINT copro_status_check CHECK (status IN ('draft', 'active', 'closed')),
    ADD CONSTRAINT copro_activated CHECK (status = 'closed' OR (status = 'active') = (activated_on IS NOT NULL)),
    ADD CONSTRAINT copro_closed CHECK ((status = 'closed') = (closed_on IS NOT NULL) AND (closed_on IS NULL) = (closed_for IS NULL)
                                       AND (closed_on IS NOT NULL OR closing_note IS NULL));
ALTER TABLE firm.copros
    DROP CONSTRAINT copros_status_check,
    ADD CONSTRAINT copros_status_check CHECK (status IN ('draft', 'active', 'closed'));

-- Whether the copro is closed, asked with the resolver: a change counts with the next request, on every replica.
CREATE FUNCTION app.copro_is_closed(tenant uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.status = 'closed' FROM firm.copros c WHERE c.tenant_id = copro_is_closed.tenant
$$;
GRANT EXECUTE ON FUNCTION app.copro_is_closed(uuid) TO koprogo_app;

-- As app.hold_syndic, for what is written in open copros only: says in a word whether the firm is still the copro's and the copro open.
CREATE FUNCTION app.hold_open_copro(firm uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found text;
BEGIN
    SELECT c.status INTO found FROM firm.copros c
     WHERE c.tenant_id = app.tenant_id() AND c.firm_id = hold_open_copro.firm FOR KEY SHARE;
    RETURN CASE WHEN found IS NULL THEN 'gone' WHEN found = 'closed' THEN 'closed' ELSE 'held' END;
END
$$;

-- Waits for writers of the copro in scope that are committing, and makes those behind them wait until this transaction has closed it.
CREATE FUNCTION app.stop_writers() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM firm.copros c WHERE c.tenant_id = app.tenant_id() FOR UPDATE;
END
$$;
GRANT EXECUTE ON FUNCTION app.hold_open_copro(uuid), app.stop_writers() TO koprogo_tenant;

-- A package that a firm has asked for of a copro it manages. Its bytes lie in the file store under this firm, this id and `build`. One that
-- was replaced expires at once; what has expired is not shown, and goes with its bytes.
CREATE TABLE firm.exports (
    firm_id      uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    id           uuid NOT NULL,
    copro_id     uuid NOT NULL,
    copro_name   text NOT NULL,
    status       text NOT NULL CHECK (status IN ('building', 'ready', 'failed')),
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    build        uuid,
    size_bytes   bigint CHECK (size_bytes > 0),
    sha256       bytea CHECK (length(sha256) = 32),
    PRIMARY KEY (firm_id, id),
    CHECK ((status = 'building') = (expires_at IS NULL)),
    CHECK ((status = 'ready') = (build IS NOT NULL AND size_bytes IS NOT NULL AND sha256 IS NOT NULL))
);
CREATE UNIQUE INDEX exports_one_building ON firm.exports (firm_id, copro_id) WHERE status = 'building';
CREATE INDEX exports_expiring ON firm.exports (expires_at) WHERE expires_at IS NOT NULL;
SELECT app.protect_firm('firm.exports', 'SELECT, INSERT, UPDATE');
SELECT app.audited('firm.exports');

-- Packages whose time is over, the oldest first. Ids and nothing else.
CREATE FUNCTION app.exports_expired(count integer) RETURNS TABLE (firm_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.firm_id, e.id FROM firm.exports e WHERE e.expires_at <= now() ORDER BY e.expires_at LIMIT least(exports_expired.count, 1000)
$$;

-- Forgets one whose bytes are gone.
CREATE FUNCTION app.export_forget(firm uuid, export uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM firm.exports e WHERE e.firm_id = export_forget.firm AND e.id = export_forget.export AND e.expires_at <= now()
$$;
GRANT EXECUTE ON FUNCTION app.exports_expired(integer), app.export_forget(uuid, uuid) TO koprogo_worker;
