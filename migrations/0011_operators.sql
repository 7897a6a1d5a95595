-- The platform's operators: people who run the product for everybody and, as such, see nobody's data. What they may look at, they look at
-- through a support window: one copro, one reason, an hour at most, opened by the copro's firm or by two operators, every statement noted.
CREATE SCHEMA ops;

GRANT USAGE ON SCHEMA app TO koprogo_operator, koprogo_ops, koprogo_support;
GRANT USAGE ON SCHEMA ops TO koprogo_ops;
GRANT USAGE ON SCHEMA tenant TO koprogo_support;

-- Ids that sort by when they were made, as the program makes them: 48 bits of milliseconds, then chance.
CREATE FUNCTION app.uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
               PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Never a row of identity.users: an operator is nobody's customer, and nobody's customer is an operator.
CREATE TABLE ops.operators (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) <= 254),
    language      text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'nl', 'de', 'en')),
    password_hash text,
    totp_secret   bytea CHECK (length(totp_secret) BETWEEN 20 AND 256),
    -- The step of the last code accepted: a code is good once.
    totp_step     bigint NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL DEFAULT now(),
    enrolled_at   timestamptz,
    disabled_at   timestamptz,
    CONSTRAINT operators_never_password_alone CHECK ((password_hash IS NULL) = (totp_secret IS NULL))
);

-- The link that lets an operator choose how to sign in. One at a time, once, for a day.
CREATE TABLE ops.enrolments (
    operator_id uuid PRIMARY KEY REFERENCES ops.operators,
    token_hash  bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    totp_secret bytea NOT NULL CHECK (length(totp_secret) BETWEEN 20 AND 256),
    expires_at  timestamptz NOT NULL CHECK (expires_at <= created_at + interval '24 hours'),
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE ops.passkeys (
    id            uuid PRIMARY KEY,
    operator_id   uuid NOT NULL REFERENCES ops.operators,
    credential_id bytea NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
    credential    jsonb NOT NULL CHECK (pg_column_size(credential) <= 16384),
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_used_at  timestamptz
);
CREATE INDEX passkeys_operator ON ops.passkeys (operator_id);

-- What the server must remember between the two halves of a passkey ceremony. Deleted by its use.
CREATE TABLE ops.ceremonies (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('enrolment', 'sign-in')),
    state      jsonb NOT NULL CHECK (pg_column_size(state) <= 16384),
    expires_at timestamptz NOT NULL
);
CREATE INDEX ceremonies_expiry ON ops.ceremonies (expires_at);

CREATE TABLE ops.sessions (
    id           uuid PRIMARY KEY,
    operator_id  uuid NOT NULL REFERENCES ops.operators,
    token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL CHECK (expires_at <= created_at + interval '8 hours')
);
CREATE INDEX sessions_operator ON ops.sessions (operator_id, created_at DESC);

CREATE TABLE ops.windows (
    id           uuid PRIMARY KEY,
    tenant_id    uuid NOT NULL,
    slug         text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('consent', 'break_glass')),
    reason       text NOT NULL CHECK (length(reason) BETWEEN 10 AND 500),
    ticket       text NOT NULL CHECK (length(ticket) BETWEEN 1 AND 60),
    minutes      smallint NOT NULL CONSTRAINT windows_an_hour_at_most CHECK (minutes BETWEEN 1 AND 60),
    requested_by uuid NOT NULL REFERENCES ops.operators,
    requested_at timestamptz NOT NULL DEFAULT now(),
    consented_by uuid,
    approved_by  uuid REFERENCES ops.operators,
    refused_by   uuid,
    refused_at   timestamptz,
    opens_at     timestamptz,
    ends_at      timestamptz,
    ended_at     timestamptz,
    ended_by     text CHECK (ended_by IN ('tenant', 'operator')),
    -- Nobody lets themselves in: the firm consents, or a second operator approves of breaking the glass.
    CONSTRAINT windows_two_persons CHECK (
        approved_by IS NULL OR (kind = 'break_glass' AND approved_by <> requested_by)),
    CONSTRAINT windows_opened_by_somebody CHECK (
        opens_at IS NULL OR consented_by IS NOT NULL OR approved_by IS NOT NULL),
    CHECK ((opens_at IS NULL) = (ends_at IS NULL)),
    CONSTRAINT windows_end_in_time CHECK (ends_at <= opens_at + interval '60 minutes'),
    CHECK (refused_at IS NULL OR opens_at IS NULL)
);
CREATE INDEX windows_of_tenant ON ops.windows (tenant_id, id DESC);

-- One row for each statement that looked into a copro. The row is committed before the statement may run, so that rolling back afterwards
-- hides nothing; the statement marks it in its own transaction, and a row is good for one statement.
CREATE TABLE ops.statements (
    id          uuid PRIMARY KEY,
    window_id   uuid NOT NULL REFERENCES ops.windows,
    operator_id uuid NOT NULL REFERENCES ops.operators,
    operation   text NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
    statement   text NOT NULL CHECK (length(statement) BETWEEN 1 AND 100),
    ids         jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(ids) = 'array' AND pg_column_size(ids) <= 4096),
    noted_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    noted_in    xid8 NOT NULL DEFAULT pg_current_xact_id(),
    read_at     timestamptz,
    -- What the database was really asked, whatever the program called it. Statements hold placeholders, never values.
    query       text
);
CREATE INDEX statements_of_window ON ops.statements (window_id, id DESC);

CREATE FUNCTION app.refuse_operator_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what operators did is never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (OLD.read_at IS NOT NULL AND OLD.read_at IS DISTINCT FROM NEW.read_at)
       OR to_jsonb(OLD) - 'read_at' - 'query' <> to_jsonb(NEW) - 'read_at' - 'query' THEN
        RAISE EXCEPTION 'what operators did is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER statements_append_only BEFORE UPDATE OR DELETE ON ops.statements
    FOR EACH ROW EXECUTE FUNCTION app.refuse_operator_change();
CREATE FUNCTION app.refuse_window_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A window that was asked for stays what it was asked for; one that is over stays over.
    IF TG_OP = 'DELETE'
       OR (OLD.tenant_id, OLD.slug, OLD.kind, OLD.reason, OLD.ticket, OLD.minutes, OLD.requested_by, OLD.requested_at)
          IS DISTINCT FROM (NEW.tenant_id, NEW.slug, NEW.kind, NEW.reason, NEW.ticket, NEW.minutes, NEW.requested_by, NEW.requested_at)
       OR (OLD.opens_at IS NOT NULL AND (OLD.opens_at, OLD.ends_at) IS DISTINCT FROM (NEW.opens_at, NEW.ends_at))
       OR (OLD.ended_at IS NOT NULL AND OLD.ended_at IS DISTINCT FROM NEW.ended_at)
       OR (OLD.refused_at IS NOT NULL AND NEW.opens_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a support window is never rewritten' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER windows_never_rewritten BEFORE UPDATE OR DELETE ON ops.windows
    FOR EACH ROW EXECUTE FUNCTION app.refuse_window_change();

GRANT SELECT, INSERT, UPDATE ON ops.operators TO koprogo_ops;
GRANT SELECT, INSERT, UPDATE, DELETE ON ops.enrolments, ops.passkeys, ops.ceremonies, ops.sessions TO koprogo_ops;
-- Windows and statements are written by the functions below alone.
GRANT SELECT ON ops.windows, ops.statements TO koprogo_ops;

-- Where a window stands. A request that nobody answers within a day lapses.
CREATE FUNCTION app.window_state(w ops.windows) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN w.refused_at IS NOT NULL THEN 'refused'
        WHEN w.ended_at IS NOT NULL THEN 'ended'
        WHEN w.opens_at IS NULL AND w.requested_at <= clock_timestamp() - interval '24 hours' THEN 'expired'
        WHEN w.opens_at IS NULL THEN 'requested'
        WHEN w.ends_at <= clock_timestamp() THEN 'expired'
        ELSE 'open' END
$$;
GRANT EXECUTE ON FUNCTION app.window_state(ops.windows) TO koprogo_ops;

-- Who holds this session, if it is neither over nor left alone for half an hour. What an operator does names the session, not the operator:
-- a second person cannot be invented.
CREATE FUNCTION app.operator_of(session bytea) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found uuid;
BEGIN
    SELECT s.operator_id INTO found FROM ops.sessions s JOIN ops.operators o ON o.id = s.operator_id
     WHERE s.token_hash = session AND s.expires_at > clock_timestamp() AND s.last_seen_at > clock_timestamp() - interval '30 minutes'
       AND o.disabled_at IS NULL;
    IF found IS NULL THEN
        RAISE EXCEPTION 'nobody holds this session' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'operator_session';
    END IF;
    RETURN found;
END
$$;

-- A mail to the firm's administrators, sent by a worker that resumes the copro's scope: operators never see whom it goes to.
CREATE FUNCTION app.support_mail(about uuid, event text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO jobs.jobs (id, tenant_id, kind, subject_id, payload, priority)
    SELECT app.uuid_v7(), w.tenant_id, 'support.mail', w.id, jsonb_build_object('event', event), 0 FROM ops.windows w WHERE w.id = about
$$;

-- Tells the copro's own audit log what was done with a window, or what was looked at through it. An operator is named as who acts by the
-- database itself, out of the session.
CREATE FUNCTION app.support_audit(tenant uuid, operator uuid, object text, verb text, action text, row_id uuid, before jsonb, after jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF operator IS NOT NULL THEN
        PERFORM set_config('app.actor', 'operator:' || operator, true);
    END IF;
    PERFORM app.audit_write('tenant', tenant, object, verb, ARRAY[app.audit_row(row_id::text, before, after)], action);
END
$$;
CREATE FUNCTION app.audit_window() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM app.support_audit(NEW.tenant_id, NEW.requested_by, 'support_windows', 'insert', 'support.request', NEW.id, NULL, to_jsonb(NEW));
    ELSE
        PERFORM app.support_audit(NEW.tenant_id, CASE WHEN NEW.ended_by = 'operator' OR OLD.approved_by IS DISTINCT FROM NEW.approved_by
                                                      THEN nullif(current_setting('app.support_operator', true), '')::uuid END,
            'support_windows', 'update', 'support.' || CASE
                WHEN NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN 'end' WHEN NEW.refused_at IS DISTINCT FROM OLD.refused_at THEN 'refusal'
                WHEN NEW.approved_by IS DISTINCT FROM OLD.approved_by THEN 'approval' ELSE 'consent' END,
            NEW.id, app.audit_difference(to_jsonb(OLD), to_jsonb(NEW)), app.audit_difference(to_jsonb(NEW), to_jsonb(OLD)));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER windows_audited AFTER INSERT OR UPDATE ON ops.windows FOR EACH ROW EXECUTE FUNCTION app.audit_window();
CREATE FUNCTION app.audit_statement() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM app.support_audit(w.tenant_id, NEW.operator_id, 'support_statements', 'insert', NEW.statement, NEW.id, NULL,
                              jsonb_build_object('window_id', NEW.window_id, 'operation', NEW.operation, 'ids', NEW.ids))
       FROM ops.windows w WHERE w.id = NEW.window_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER statements_audited AFTER INSERT ON ops.statements FOR EACH ROW EXECUTE FUNCTION app.audit_statement();

CREATE FUNCTION app.window_request(session bytea, copro text, kind text, reason text, ticket text, minutes integer) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asking uuid := app.operator_of(session);
    made uuid;
BEGIN
    INSERT INTO ops.windows (id, tenant_id, slug, kind, reason, ticket, minutes, requested_by)
    SELECT app.uuid_v7(), c.tenant_id, c.slug, window_request.kind, window_request.reason, window_request.ticket,
           window_request.minutes::smallint, asking
      FROM firm.copros c
     WHERE c.slug = copro
        OR c.tenant_id = CASE WHEN copro ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN copro::uuid END
    RETURNING id INTO made;
    IF made IS NOT NULL THEN
        PERFORM app.support_mail(made, 'requested');
    END IF;
    RETURN made;
END
$$;

-- The second person. That it is another one is held by the constraint of the table.
-- An hour is an hour: opening and end are reckoned from one instant, else a window of sixty minutes is now and then a microsecond too
-- long for its table and cannot be opened.
CREATE FUNCTION app.window_approve(session bytea, target uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    approving uuid := app.operator_of(session);
BEGIN
    PERFORM set_config('app.support_operator', approving::text, true);
    PERFORM FROM ops.windows w WHERE w.id = target FOR UPDATE;
    UPDATE ops.windows w
       SET approved_by = approving, opens_at = statement_timestamp(), ends_at = statement_timestamp() + make_interval(mins => w.minutes)
     WHERE w.id = target AND w.kind = 'break_glass' AND app.window_state(w) = 'requested';
    IF FOUND THEN
        PERFORM app.support_mail(target, 'opened');
    END IF;
    RETURN FOUND;
END
$$;

-- Only who asked for a window, or approved it, ends it from this side. A request is withdrawn the same way.
CREATE FUNCTION app.window_end(session bytea, target uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ending uuid := app.operator_of(session);
BEGIN
    PERFORM set_config('app.support_operator', ending::text, true);
    UPDATE ops.windows w SET ended_at = clock_timestamp(), ended_by = 'operator'
     WHERE w.id = target AND ending IN (w.requested_by, w.approved_by) AND app.window_state(w) IN ('requested', 'open');
    RETURN FOUND;
END
$$;

-- Notes what is about to be looked at. Without an open window of one's own there is nothing to note, and nothing to see.
CREATE FUNCTION app.support_note(session bytea, target uuid, operation text, statement text, ids jsonb) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    looking uuid := app.operator_of(session);
    made uuid := app.uuid_v7();
BEGIN
    PERFORM FROM ops.windows w WHERE w.id = target AND w.requested_by = looking AND app.window_state(w) = 'open';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the support window is not open' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'support_window_open';
    END IF;
    INSERT INTO ops.statements (id, window_id, operator_id, operation, statement, ids)
    VALUES (made, target, looking, support_note.operation, support_note.statement, support_note.ids);
    RETURN made;
END
$$;

-- The copro that the statement now running may see: the one of the window for which it was noted, while that is open. The note must have
-- been committed by an earlier transaction, less than half a minute ago, and serves one statement. VOLATILE on purpose: it marks the note
-- (so every look costs a write, and a statement that cannot be marked fails), sees a window that was ended a moment ago, and is never
-- folded into a plan nor run in a parallel worker.
CREATE FUNCTION app.support_tenant() RETURNS uuid
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    seen uuid;
BEGIN
    UPDATE ops.statements s SET read_at = statement_timestamp(), query = left(current_query(), 4000)
      FROM ops.windows w
     WHERE s.id = nullif(current_setting('app.support_note', true), '')::uuid
       AND s.noted_in <> pg_current_xact_id() AND s.noted_at > clock_timestamp() - interval '30 seconds'
       AND (s.read_at IS NULL OR s.read_at = statement_timestamp())
       AND w.id = s.window_id AND w.requested_by = s.operator_id AND app.window_state(w) = 'open'
    RETURNING w.tenant_id INTO seen;
    IF seen IS NULL THEN
        RAISE EXCEPTION 'no support window is open for this statement' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'support_window_open';
    END IF;
    RETURN seen;
END
$$;

-- Opens one tenant table to support windows, for reading. A table that is not named here, whoever adds it and whenever, is closed to
-- operators: there is neither a right nor a policy. Persons, contact data, mails, imports, files and answers stay closed on purpose.
CREATE FUNCTION app.open_to_support(target regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    expression text := 'tenant_id = (SELECT app.support_tenant())';
BEGIN
    EXECUTE format('CREATE POLICY support ON %s AS PERMISSIVE FOR SELECT TO koprogo_support USING (%s)', target, expression);
    EXECUTE format('CREATE POLICY support_floor ON %s AS RESTRICTIVE FOR SELECT TO koprogo_support USING (%s)', target, expression);
    EXECUTE format('GRANT SELECT ON %s TO koprogo_support', target);
END
$$;
SELECT app.open_to_support(t::regclass) FROM unnest(ARRAY['tenant.copro', 'tenant.lots', 'tenant.keys', 'tenant.key_versions',
    'tenant.key_weights', 'tenant.owners', 'tenant.ownerships', 'tenant.fiscal_years', 'tenant.entries', 'tenant.entry_lines']) AS t;

-- The copro's jobs without their payloads, which may hold addresses.
CREATE FUNCTION app.support_jobs(before uuid, count integer)
    RETURNS TABLE (id uuid, kind text, status text, attempts smallint, last_error text, created_at timestamptz, finished_at timestamptz)
    LANGUAGE sql VOLATILE PARALLEL UNSAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT j.id, j.kind, j.status, j.attempts, j.last_error, j.created_at, j.finished_at
      FROM jobs.jobs j
     WHERE j.tenant_id = (SELECT app.support_tenant()) AND (before IS NULL OR j.id < before)
     ORDER BY j.id DESC LIMIT least(count, 201)
$$;

-- How the platform is doing, in numbers that belong to nobody.
CREATE FUNCTION app.platform_numbers()
    RETURNS TABLE (firms bigint, copros_draft bigint, copros_active bigint, lots bigint, owners bigint, users bigint,
                   jobs_queued bigint, jobs_running bigint, jobs_failed bigint, jobs_oldest_seconds bigint, migrations bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM firm.firms), c.drafts, c.active, c.lots, c.owners, (SELECT count(*) FROM identity.users),
           j.queued, j.running, j.failed, j.oldest, (SELECT count(*) FROM public._sqlx_migrations WHERE success)
      FROM (SELECT count(*) FILTER (WHERE status = 'draft') AS drafts, count(*) FILTER (WHERE status = 'active') AS active,
                   coalesce(sum(lots), 0) AS lots, coalesce(sum(owners), 0) AS owners FROM firm.copros) c,
           (SELECT count(*) FILTER (WHERE status = 'queued') AS queued, count(*) FILTER (WHERE status = 'running') AS running,
                   count(*) FILTER (WHERE status = 'failed') AS failed,
                   coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE status = 'queued' AND run_at <= now()))::bigint, 0) AS oldest
              FROM jobs.jobs WHERE status <> 'done') j
$$;

GRANT EXECUTE ON FUNCTION app.window_request(bytea, text, text, text, text, integer), app.window_approve(bytea, uuid),
    app.window_end(bytea, uuid), app.support_note(bytea, uuid, text, text, jsonb), app.platform_numbers() TO koprogo_ops;
GRANT EXECUTE ON FUNCTION app.support_tenant(), app.support_jobs(uuid, integer) TO koprogo_support;

-- The copro's side. All of it is about the copro in scope.
CREATE FUNCTION app.support_windows()
    RETURNS TABLE (id uuid, reason text, ticket text, operator text, kind text, state text, minutes smallint, requested_at timestamptz,
                   opens_at timestamptz, ends_at timestamptz, statements bigint)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.id, w.reason, w.ticket, o.email, w.kind, app.window_state(w), w.minutes, w.requested_at, w.opens_at, coalesce(w.ended_at, w.ends_at),
           (SELECT count(*) FROM ops.statements s WHERE s.window_id = w.id)
      FROM ops.windows w JOIN ops.operators o ON o.id = w.requested_by
     WHERE w.tenant_id = app.tenant_id() ORDER BY w.id DESC LIMIT 100
$$;

CREATE FUNCTION app.support_statements(target uuid, before uuid, count integer)
    RETURNS TABLE (id uuid, at timestamptz, operator text, operation text, statement text, ids jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id, s.noted_at, o.email, s.operation, s.statement, s.ids
      FROM ops.statements s JOIN ops.windows w ON w.id = s.window_id JOIN ops.operators o ON o.id = s.operator_id
     WHERE w.tenant_id = app.tenant_id() AND w.id = target
       AND (before IS NULL OR s.id < before) ORDER BY s.id DESC LIMIT least(count, 201)
$$;

-- When the window that is open now ends; null when none is.
CREATE FUNCTION app.support_until() RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT max(w.ends_at) FROM ops.windows w WHERE w.tenant_id = app.tenant_id() AND app.window_state(w) = 'open'
$$;

-- What the firm answers: consent, refusal, end. Only an administrator of the firm that manages the copro answers, whatever the program
-- believes. False: the window is in no state for that answer; null: the copro has no such window.
CREATE FUNCTION app.support_decide(target uuid, answer text, decided_by uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    state text;
BEGIN
    PERFORM FROM firm.copros c JOIN firm.members m ON m.firm_id = c.firm_id
      WHERE c.tenant_id = app.tenant_id() AND m.user_id = decided_by AND m.role = 'firm_admin';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only an administrator of the firm decides' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'support_decider';
    END IF;
    SELECT app.window_state(w) INTO state FROM ops.windows w WHERE w.id = target AND w.tenant_id = app.tenant_id() FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF answer = 'consent' AND state = 'requested' THEN
        UPDATE ops.windows w SET consented_by = decided_by, opens_at = statement_timestamp(),
               ends_at = statement_timestamp() + make_interval(mins => w.minutes) WHERE w.id = target;
        PERFORM app.support_mail(target, 'opened');
    ELSIF answer = 'refusal' AND state = 'requested' THEN
        UPDATE ops.windows w SET refused_by = decided_by, refused_at = clock_timestamp() WHERE w.id = target;
    ELSIF answer = 'end' AND state = 'open' THEN
        UPDATE ops.windows w SET ended_at = clock_timestamp(), ended_by = 'tenant' WHERE w.id = target;
    ELSE
        RETURN false;
    END IF;
    RETURN true;
END
$$;

-- For the mail: what it says, and the administrators of the firm that manages the copro.
CREATE FUNCTION app.support_letter(target uuid)
    RETURNS TABLE (copro text, slug text, reason text, ticket text, operator text, kind text, state text, minutes smallint, ends_at timestamptz)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.name, c.slug, w.reason, w.ticket, o.email, w.kind, app.window_state(w), w.minutes, w.ends_at
      FROM ops.windows w JOIN ops.operators o ON o.id = w.requested_by JOIN firm.copros c ON c.tenant_id = w.tenant_id
     WHERE w.tenant_id = app.tenant_id() AND w.id = target
$$;
CREATE FUNCTION app.support_readers() RETURNS TABLE (email text, language text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.email, u.language FROM firm.copros c JOIN firm.members m ON m.firm_id = c.firm_id JOIN identity.users u ON u.id = m.user_id
     WHERE c.tenant_id = app.tenant_id() AND m.role = 'firm_admin' ORDER BY u.email LIMIT 50
$$;

GRANT EXECUTE ON FUNCTION app.support_windows(), app.support_statements(uuid, uuid, integer), app.support_until(),
    app.support_decide(uuid, text, uuid), app.support_letter(uuid), app.support_readers() TO koprogo_tenant;
