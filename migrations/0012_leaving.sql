-- Leaving: a copro goes to another firm, a person or an account asks to be forgotten, and what has no ground any more is deleted.

-- A transfer as one firm sees it. Each side has rows of its own: nothing refers across firms, and the address that was named answers nobody
-- whether it is known. `out` is the firm that gives the copro away, `in` the firm that takes it.
CREATE TABLE firm.transfers (
    firm_id        uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    id             uuid NOT NULL,
    side           text NOT NULL CHECK (side IN ('out', 'in')),
    copro_id       uuid NOT NULL,
    copro_name     text NOT NULL,
    city           text NOT NULL,
    lots           integer NOT NULL,
    owners         integer NOT NULL,
    from_firm      text NOT NULL,
    receiving_firm text,
    -- The firm that accepted, on the side that gives away; a plain value, read by nothing but the transfer itself.
    to_firm_id     uuid,
    email          text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
    decided_on     date NOT NULL,
    note           text CHECK (length(note) <= 500),
    state          text NOT NULL CHECK (state IN ('requested', 'accepted', 'done', 'withdrawn', 'expired', 'refused')),
    token_hash     bytea CHECK (length(token_hash) = 32),
    requested_by   uuid NOT NULL,
    requested_at   timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    decided_by     uuid,
    decided_at     timestamptz,
    done_at        timestamptz,
    -- Both firms' administrators were told.
    notified_at    timestamptz,
    PRIMARY KEY (firm_id, id),
    CHECK ((state = 'done') = (done_at IS NOT NULL)),
    CHECK (side = 'out' OR token_hash IS NULL)
);
CREATE UNIQUE INDEX transfers_one_pending ON firm.transfers (firm_id, copro_id)
    WHERE side = 'out' AND state IN ('requested', 'accepted');
CREATE INDEX transfers_token ON firm.transfers (token_hash) WHERE token_hash IS NOT NULL;

-- The package a firm keeps of a copro it has handed over. Its bytes lie in the file store under this firm and `build`.
CREATE TABLE firm.handovers (
    firm_id        uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    id             uuid NOT NULL,
    copro_id       uuid NOT NULL,
    copro_name     text NOT NULL,
    receiving_firm text NOT NULL,
    status         text NOT NULL CHECK (status IN ('building', 'ready')),
    created_at     timestamptz NOT NULL DEFAULT now(),
    transferred_at timestamptz,
    build          uuid,
    size_bytes     bigint CHECK (size_bytes > 0),
    sha256         bytea CHECK (length(sha256) = 32),
    PRIMARY KEY (firm_id, id),
    CHECK ((status = 'ready') = (transferred_at IS NOT NULL AND build IS NOT NULL AND size_bytes IS NOT NULL AND sha256 IS NOT NULL))
);

SELECT app.protect_firm('firm.transfers', 'SELECT, INSERT, UPDATE');
SELECT app.protect_firm('firm.handovers', 'SELECT');
SELECT app.audited('firm.transfers', '{token_hash}');
SELECT app.audited('firm.handovers');

-- Holds the copro with its firm until this transaction ends, and says whether the firm is still the one that was resolved. Every writing
-- transaction of a copro asks just before it commits: a transfer locks the same row, so none slips in between the package and the move.
-- Nobody's firm (the worker's) is only held.
CREATE FUNCTION app.hold_syndic(firm uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM firm.copros c
      WHERE c.tenant_id = app.tenant_id() AND (c.firm_id = hold_syndic.firm OR hold_syndic.firm = '00000000-0000-0000-0000-000000000000')
        FOR KEY SHARE;
    RETURN FOUND;
END
$$;

-- What the copro in scope holds, as one value: the end of its audit chain, which every commit that changes anything moves on.
CREATE FUNCTION app.copro_stamp() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT h.seq || ':' || encode(h.hash, 'hex') FROM tenant.audit_heads h WHERE h.tenant_id = app.tenant_id()
$$;

-- The request behind a token, for whoever holds it: the mail that carried it is the proof.
CREATE FUNCTION app.transfer_preview(token_hash bytea)
    RETURNS TABLE (copro_name text, city text, lots integer, owners integer, from_firm text, email text, decided_on date, note text,
                   expires_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.copro_name, t.city, t.lots, t.owners, t.from_firm, t.email, t.decided_on, t.note, t.expires_at
      FROM firm.transfers t
     WHERE t.token_hash = transfer_preview.token_hash AND t.side = 'out' AND t.state = 'requested' AND t.expires_at > now()
$$;

-- The receiving firm (the one in scope) accepts or refuses. The token's row is locked, so one decision wins. Acceptance queues the job in the
-- same transaction. Answers with what happened, in a word, and leaves everything as it was unless that word is 'decided'.
CREATE FUNCTION app.transfer_decide(token_hash bytea, caller uuid, caller_email text, accepts boolean, job uuid)
    RETURNS TABLE (outcome text, transfer uuid)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    receiver firm.firms%ROWTYPE;
    asked firm.transfers%ROWTYPE;
    decision text := CASE WHEN accepts THEN 'accepted' ELSE 'refused' END;
BEGIN
    SELECT * INTO receiver FROM firm.firms f WHERE f.firm_id = app.firm_id();
    SELECT * INTO asked FROM firm.transfers t WHERE t.token_hash = transfer_decide.token_hash AND t.side = 'out' FOR UPDATE;
    IF asked.id IS NULL OR receiver.firm_id IS NULL THEN
        RETURN QUERY SELECT 'unknown', NULL::uuid;
    ELSIF asked.email <> caller_email THEN
        RETURN QUERY SELECT 'other-account', NULL::uuid;
    ELSIF asked.state <> 'requested' OR asked.expires_at <= now() THEN
        RETURN QUERY SELECT 'closed', NULL::uuid;
    ELSIF asked.firm_id = receiver.firm_id THEN
        RETURN QUERY SELECT 'same-firm', NULL::uuid;
    ELSE
        UPDATE firm.transfers t
           SET state = decision, decided_by = caller, decided_at = now(), receiving_firm = receiver.name,
               to_firm_id = CASE WHEN accepts THEN receiver.firm_id END, token_hash = NULL
         WHERE t.firm_id = asked.firm_id AND t.id = asked.id;
        INSERT INTO firm.transfers (firm_id, id, side, copro_id, copro_name, city, lots, owners, from_firm, receiving_firm, email, decided_on,
                                    note, state, requested_by, requested_at, expires_at, decided_by, decided_at)
        VALUES (receiver.firm_id, asked.id, 'in', asked.copro_id, asked.copro_name, asked.city, asked.lots, asked.owners, asked.from_firm,
                receiver.name, asked.email, asked.decided_on, asked.note, decision, asked.requested_by, asked.requested_at,
                asked.expires_at, caller, now());
        IF accepts THEN
            INSERT INTO firm.handovers (firm_id, id, copro_id, copro_name, receiving_firm, status)
            VALUES (asked.firm_id, asked.id, asked.copro_id, asked.copro_name, receiver.name, 'building');
            INSERT INTO jobs.jobs (id, tenant_id, kind, subject_id, payload, priority)
            VALUES (job, asked.copro_id, 'transfer.execute', asked.id,
                    jsonb_build_object('from', asked.firm_id, 'to', receiver.firm_id), 0);
        END IF;
        RETURN QUERY SELECT 'decided', asked.id;
    END IF;
END
$$;

-- The move itself, for the copro in scope: the one statement that changes whose copro it is, and what goes with it. Refuses with a word unless
-- the transfer was accepted and the copro still is what the package holds.
CREATE FUNCTION app.transfer_execute(transfer uuid, stamp text, package uuid, package_bytes bigint, package_sha256 bytea) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked firm.transfers%ROWTYPE;
BEGIN
    SELECT * INTO asked FROM firm.transfers t
     WHERE t.id = transfer AND t.side = 'out' AND t.copro_id = app.tenant_id() FOR UPDATE;
    IF asked.id IS NULL OR asked.state NOT IN ('accepted', 'done') THEN
        RETURN 'closed';
    ELSIF asked.state = 'done' THEN
        RETURN 'done';
    END IF;
    -- Waits for writers that are committing; from here on none does before this transaction ends.
    PERFORM FROM firm.copros c WHERE c.tenant_id = asked.copro_id AND c.firm_id = asked.firm_id FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'closed';
    END IF;
    PERFORM FROM tenant.audit_heads h WHERE h.tenant_id = asked.copro_id FOR UPDATE;
    IF app.copro_stamp() IS DISTINCT FROM stamp THEN
        RETURN 'changed';
    END IF;
    UPDATE firm.copros c SET firm_id = asked.to_firm_id, updated_at = now() WHERE c.tenant_id = asked.copro_id AND c.firm_id = asked.firm_id;
    -- What the old firm consented to, the new one has not.
    UPDATE ops.windows w SET ended_at = clock_timestamp(), ended_by = 'tenant'
     WHERE w.tenant_id = asked.copro_id AND app.window_state(w) IN ('requested', 'open');
    UPDATE firm.transfers t SET state = 'done', done_at = now()
     WHERE t.id = asked.id AND t.firm_id IN (asked.firm_id, asked.to_firm_id);
    UPDATE firm.handovers h
       SET status = 'ready', transferred_at = now(), build = package, size_bytes = package_bytes, sha256 = package_sha256
     WHERE h.firm_id = asked.firm_id AND h.id = asked.id;
    RETURN 'moved';
END
$$;

-- A transfer whose job was given up: both sides may begin again.
CREATE FUNCTION app.transfer_abandon(transfer uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE firm.transfers t SET state = 'withdrawn' WHERE t.id = transfer AND t.copro_id = app.tenant_id() AND t.state = 'accepted';
    DELETE FROM firm.handovers h WHERE h.id = transfer AND h.copro_id = app.tenant_id() AND h.status = 'building';
END
$$;

-- Where the administrators of the firm in scope are written to.
CREATE FUNCTION app.firm_admins() RETURNS TABLE (email text, language text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.email, u.language FROM firm.members m JOIN identity.users u ON u.id = m.user_id
     WHERE m.firm_id = app.firm_id() AND m.role = 'firm_admin' ORDER BY u.email LIMIT 50
$$;

GRANT EXECUTE ON FUNCTION app.hold_syndic(uuid), app.copro_stamp(), app.transfer_execute(uuid, text, uuid, bigint, bytea),
    app.transfer_abandon(uuid) TO koprogo_tenant;
GRANT EXECUTE ON FUNCTION app.transfer_preview(bytea) TO koprogo_app;
GRANT EXECUTE ON FUNCTION app.transfer_decide(bytea, uuid, text, boolean, uuid), app.firm_admins() TO koprogo_firm;

-- What was done when a person asked to be forgotten: who did it and why, and what the law keeps. Holds nothing of the person.
ALTER TABLE tenant.persons ADD COLUMN erased_at timestamptz;
CREATE TABLE tenant.erasures (
    tenant_id uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    person_id uuid NOT NULL,
    number    bigint NOT NULL,
    reason    text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    kept      jsonb NOT NULL,
    erased_by uuid NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, person_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES tenant.persons (tenant_id, id)
);
SELECT app.protect('tenant.erasures', 'SELECT, INSERT');
SELECT app.audited('tenant.erasures');

-- Letters are named after their owner. The file stays, its name must not tell.
CREATE FUNCTION app.rename_letters(owner uuid, neutral text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE tenant.files f SET name = left(c.number || ' ' || neutral, 200) || '.pdf'
      FROM tenant.notices n JOIN tenant.calls c ON c.tenant_id = n.tenant_id AND c.id = n.call_id
     WHERE n.tenant_id = app.tenant_id() AND n.owner_id = rename_letters.owner AND f.tenant_id = n.tenant_id AND f.id = n.file_id
$$;
GRANT EXECUTE ON FUNCTION app.rename_letters(uuid, text) TO koprogo_tenant;

-- What a user agreed to, by version of the text; withdrawing closes the row, agreeing again opens another.
CREATE TABLE identity.consents (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
    kind         text NOT NULL CHECK (kind IN ('terms', 'privacy', 'news')),
    version      text NOT NULL CHECK (length(version) BETWEEN 1 AND 40),
    given_at     timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz CHECK (withdrawn_at >= given_at)
);
CREATE UNIQUE INDEX consents_open ON identity.consents (user_id, kind, version) WHERE withdrawn_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON identity.consents TO koprogo_identity;

-- Accounts that were deleted at their owner's request: the bare id, so that records that name it can say so.
CREATE TABLE identity.erasures (
    user_id   uuid PRIMARY KEY,
    erased_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON identity.erasures TO koprogo_identity;

-- Firms that would be left without an administrator if this user went.
CREATE FUNCTION app.firms_held_by(caller uuid) RETURNS TABLE (name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.name FROM firm.members m JOIN firm.firms f ON f.firm_id = m.firm_id
     WHERE m.user_id = caller AND m.role = 'firm_admin'
       AND NOT EXISTS (SELECT FROM firm.members o WHERE o.firm_id = m.firm_id AND o.role = 'firm_admin' AND o.user_id <> caller)
     ORDER BY f.name LIMIT 20
$$;

-- Takes a user out of every firm, as part of erasing the account. Serialised per firm by locking its administrators: two of them leaving at
-- once must not both go.
CREATE FUNCTION app.leave_everything(caller uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM firm.members m
      WHERE m.role = 'firm_admin' AND m.firm_id IN (SELECT o.firm_id FROM firm.members o WHERE o.user_id = caller)
      ORDER BY m.firm_id, m.user_id FOR UPDATE;
    IF EXISTS (SELECT FROM app.firms_held_by(caller)) THEN
        RETURN false;
    END IF;
    DELETE FROM firm.members m WHERE m.user_id = caller;
    DELETE FROM tenant.members m WHERE m.user_id = caller;
    RETURN true;
END
$$;
GRANT EXECUTE ON FUNCTION app.firms_held_by(uuid), app.leave_everything(uuid) TO koprogo_identity;

-- Deletes what has no ground any more, a bounded number of rows of each kind, and says how many. Called by the worker again and again.
CREATE FUNCTION app.forget_expired(idempotency_days integer, import_days integer, batch integer)
    RETURNS TABLE (what text, gone bigint)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    n bigint;
BEGIN
    DELETE FROM tenant.idempotency i WHERE (i.tenant_id, i.key) IN (
        SELECT o.tenant_id, o.key FROM tenant.idempotency o
         WHERE o.created_at < now() - make_interval(days => idempotency_days) LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'idempotency', n;
    DELETE FROM firm.idempotency i WHERE (i.firm_id, i.key) IN (
        SELECT o.firm_id, o.key FROM firm.idempotency o
         WHERE o.created_at < now() - make_interval(days => idempotency_days) LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'firm idempotency', n;
    DELETE FROM identity.idempotency i WHERE i.key IN (
        SELECT o.key FROM identity.idempotency o
         WHERE o.created_at < now() - make_interval(days => idempotency_days) LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'identity idempotency', n;
    -- The table that was read from a file is needed for the dry run and for taking it back, not for ever.
    UPDATE tenant.imports m SET source = '{"forgotten": true}', columns = '[]', errors = '[]', before = NULL
     WHERE (m.tenant_id, m.id) IN (
        SELECT o.tenant_id, o.id FROM tenant.imports o
         WHERE o.created_at < now() - make_interval(days => import_days) AND o.source <> '{"forgotten": true}' LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'imports', n;
    UPDATE firm.transfers t SET state = 'expired', token_hash = NULL WHERE (t.firm_id, t.id) IN (
        SELECT o.firm_id, o.id FROM firm.transfers o WHERE o.state = 'requested' AND o.expires_at <= now() LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'transfers', n;
    DELETE FROM identity.sessions s WHERE s.id IN (SELECT o.id FROM identity.sessions o WHERE o.expires_at < now() LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'sessions', n;
    DELETE FROM identity.signups s WHERE s.email IN (
        SELECT o.email FROM identity.signups o WHERE o.expires_at < now() - interval '1 day' LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'signups', n;
    DELETE FROM jobs.dev_mails d WHERE d.id IN (SELECT o.id FROM jobs.dev_mails o WHERE o.sent_at < now() - interval '35 days' LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'mails', n;
    UPDATE jobs.jobs j SET payload = '{}' WHERE j.id IN (
        SELECT o.id FROM jobs.jobs o WHERE o.status = 'failed' AND o.payload <> '{}' AND o.finished_at < now() - interval '35 days' LIMIT batch);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN QUERY SELECT 'payloads', n;
END
$$;
GRANT EXECUTE ON FUNCTION app.forget_expired(integer, integer, integer) TO koprogo_worker;
