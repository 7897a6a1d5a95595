-- What operators see of the platform's own business, and what they may do about it: firms as customers, revenue, the provider's messages,
-- jobs. Their login has no right to any table of a firm: these functions tell what is listed and nothing else, never data of a copro, a
-- person, an address or a line of an invoice.

-- What an operator asked for about a firm's account, the inbox or the queue: who, what, when, and what came of it. What is about a firm's
-- account is done by the worker, at the desk where every account changes; a firm reads in its audit log what was asked and what came of it.
CREATE TABLE billing.instructions (
    id          uuid PRIMARY KEY,
    firm_id     uuid,
    kind        text NOT NULL CHECK (kind IN ('transfer', 'bankrupt', 'ended', 'replay-message', 'replay-dead', 'retry-job')),
    payload     jsonb NOT NULL CHECK (pg_column_size(payload) <= 4096),
    operator_id uuid NOT NULL REFERENCES ops.operators,
    at          timestamptz NOT NULL DEFAULT now(),
    done_at     timestamptz,
    error       text CHECK (length(error) BETWEEN 1 AND 500),
    CONSTRAINT instructions_about_an_account CHECK (firm_id IS NOT NULL OR kind IN ('replay-message', 'replay-dead', 'retry-job')),
    CONSTRAINT instructions_fail_once_done CHECK (error IS NULL OR done_at IS NOT NULL)
);
CREATE INDEX instructions_waiting ON billing.instructions (id) WHERE done_at IS NULL;
CREATE INDEX instructions_of_firm ON billing.instructions (firm_id, id DESC) WHERE firm_id IS NOT NULL;

CREATE FUNCTION app.refuse_instruction_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- The one thing that may happen to an instruction is that it is done.
    IF TG_OP = 'DELETE' OR OLD.done_at IS NOT NULL OR NEW.done_at IS NULL
       OR to_jsonb(OLD) - 'done_at' - 'error' <> to_jsonb(NEW) - 'done_at' - 'error' THEN
        RAISE EXCEPTION 'an instruction is never rewritten' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER instructions_never_rewritten BEFORE UPDATE OR DELETE ON billing.instructions
    FOR EACH ROW EXECUTE FUNCTION app.refuse_instruction_change();

CREATE FUNCTION app.audit_instruction() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before jsonb;
    after jsonb := to_jsonb(NEW);
BEGIN
    IF NEW.firm_id IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        before := app.audit_difference(to_jsonb(OLD), to_jsonb(NEW));
        after := app.audit_difference(to_jsonb(NEW), to_jsonb(OLD));
    END IF;
    PERFORM set_config('app.actor', 'operator:' || NEW.operator_id, true);
    PERFORM app.audit_write('firm', NEW.firm_id, 'billing_instructions', lower(TG_OP), ARRAY[app.audit_row(NEW.id::text, before, after)],
        CASE TG_OP WHEN 'INSERT' THEN 'billing.instruct' ELSE 'billing.instructed' END);
    RETURN NULL;
END
$$;
CREATE TRIGGER instructions_audited AFTER INSERT OR UPDATE ON billing.instructions FOR EACH ROW EXECUTE FUNCTION app.audit_instruction();

-- ---------------------------------------------------------------------------------------------------------------------- firms

-- Where a subscription stands, as `billing::subscription::Subscription::state` says it. Before the first day was stepped it is a trial.
CREATE FUNCTION app.subscription_state(state jsonb) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN state IS NULL OR state -> 'stage' ? 'trial' THEN 'trial'
        WHEN state -> 'stage' ? 'lapsed' THEN 'read-only'
        WHEN state -> 'stage' ? 'closed' THEN 'closed'
        WHEN state -> 'climbed' -> -1 -> 0 ? 'reminder' THEN 'past-due'
        WHEN state -> 'climbed' -> -1 ->> 0 = 'read-only' THEN 'read-only'
        WHEN state -> 'climbed' -> -1 ->> 0 IN ('suspended', 'closed') THEN 'suspended'
        ELSE 'active' END
$$;

-- Invoices that something is owed on, of one firm or of all.
CREATE FUNCTION app.open_invoices(only_of uuid)
    RETURNS TABLE (firm_id uuid, number text, issued_on date, due_on date, payable_cents bigint, open_cents bigint)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.firm_id, i.number, i.issued_on, i.due_on, i.payable_cents, o.cents
      FROM (SELECT r.firm_id, r.invoice, sum(CASE WHEN t.debit = 'receivable' THEN t.amount_cents ELSE -t.amount_cents END)::bigint AS cents
              FROM firm.receivables r JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
             WHERE 'receivable' IN (t.debit, t.credit) AND (only_of IS NULL OR r.firm_id = only_of)
             GROUP BY r.firm_id, r.invoice) AS o
      JOIN firm.invoices i ON i.firm_id = o.firm_id AND i.number = o.invoice
     WHERE o.cents > 0
$$;

-- Firms as customers. `sorted`: owed, mrr, or newest; greatest first, from `after_key` and `after_id` on. `chosen`: one of them.
CREATE FUNCTION app.customers(chosen uuid, pattern text, sorted text, after_key bigint, after_id uuid, count integer)
    RETURNS TABLE (firm_id uuid, name text, company_number text, country text, plan text, state text, access text, began_at timestamptz,
                   copros integer, mrr_cents bigint, owed_cents bigint, owed_since date, hold text, held_since date, reviews bigint,
                   sort_key bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.* FROM (
        SELECT f.firm_id, f.name, f.company_number, f.country, b.plan, app.subscription_state(b.state) AS state, b.access, b.began_at,
               coalesce(d.copros, 0) AS copros, coalesce(d.mrr_cents, 0) AS mrr_cents, coalesce(o.cents, 0) AS owed_cents, o.since,
               b.hold ->> 'waits-for' AS hold, b.held_since, coalesce(r.open, 0) AS reviews,
               CASE sorted WHEN 'owed' THEN coalesce(o.cents, 0) WHEN 'mrr' THEN coalesce(d.mrr_cents, 0)
                           ELSE (extract(epoch FROM b.began_at) * 1000000)::bigint END AS sort_key
          FROM firm.firms f JOIN firm.billing b ON b.firm_id = f.firm_id
          LEFT JOIN LATERAL (SELECT l.copros, l.mrr_cents FROM firm.billing_days l WHERE l.firm_id = f.firm_id
                              ORDER BY l.day DESC LIMIT 1) AS d ON true
          LEFT JOIN (SELECT i.firm_id, sum(i.open_cents)::bigint AS cents, min(i.due_on) AS since FROM app.open_invoices(chosen) i
                      GROUP BY i.firm_id) AS o ON o.firm_id = f.firm_id
          LEFT JOIN (SELECT v.firm_id, count(*) AS open FROM firm.billing_reviews v WHERE v.settled_at IS NULL
                      GROUP BY v.firm_id) AS r ON r.firm_id = f.firm_id
         WHERE (chosen IS NULL OR f.firm_id = chosen) AND (pattern IS NULL OR f.name ILIKE pattern OR f.company_number ILIKE pattern)) AS c
     WHERE after_key IS NULL OR (c.sort_key, c.firm_id) < (after_key, after_id)
     ORDER BY c.sort_key DESC, c.firm_id DESC LIMIT least(customers.count, 201)
$$;

-- What happened to a firm's subscription: the kind and the day, newest first.
CREATE FUNCTION app.customer_events(firm uuid, count integer) RETURNS TABLE (id uuid, on_day date, kind text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.id, e.on_day, CASE jsonb_typeof(e.fact) WHEN 'string' THEN e.fact #>> '{}'
                                ELSE (SELECT k FROM jsonb_object_keys(e.fact) AS k LIMIT 1) END
      FROM firm.billing_events e WHERE e.firm_id = firm ORDER BY e.id DESC LIMIT least(customer_events.count, 200)
$$;

CREATE FUNCTION app.customer_days(firm uuid, since date) RETURNS TABLE (day date, copros integer, mrr_cents bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT d.day, d.copros, d.mrr_cents FROM firm.billing_days d WHERE d.firm_id = firm AND d.day >= since ORDER BY d.day LIMIT 400
$$;

-- What is owed, by document: number, days and amounts, no line of it.
CREATE FUNCTION app.customer_debts(firm uuid)
    RETURNS TABLE (number text, issued_on date, due_on date, payable_cents bigint, open_cents bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.number, i.issued_on, i.due_on, i.payable_cents, i.open_cents FROM app.open_invoices(firm) i ORDER BY i.number LIMIT 200
$$;

-- What a person has to look at: its kind and, where there are, invoice and amount. Those that are open first.
CREATE FUNCTION app.customer_reviews(firm uuid)
    RETURNS TABLE (id uuid, kind text, invoice text, amount_cents bigint, created_at timestamptz, settled_at timestamptz, settled_by text,
                   note text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT v.id, lower(regexp_replace(k.name, '([a-z])([A-Z])', '\1-\2', 'g')), v.review -> k.name ->> 'invoice',
           (v.review -> k.name ->> 'amount')::bigint, v.created_at, v.settled_at,
           (SELECT o.email FROM ops.operators o WHERE o.id = v.settled_by), v.note
      FROM firm.billing_reviews v
     CROSS JOIN LATERAL (SELECT CASE jsonb_typeof(v.review) WHEN 'object' THEN (SELECT j FROM jsonb_object_keys(v.review) AS j LIMIT 1)
                                     ELSE v.review #>> '{}' END AS name) AS k
     WHERE v.firm_id = firm ORDER BY v.settled_at DESC NULLS FIRST, v.id DESC LIMIT 50
$$;

-- Somebody has looked at it: their note stands with it, and in the firm's audit log. False: it is settled already, or there is no such one.
CREATE FUNCTION app.review_settle(session bytea, firm uuid, target uuid, remark text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    settling uuid := app.operator_of(session);
BEGIN
    PERFORM set_config('app.actor', 'operator:' || settling, true);
    UPDATE firm.billing_reviews v SET settled_at = clock_timestamp(), settled_by = settling, note = remark
     WHERE v.firm_id = firm AND v.id = target AND v.settled_at IS NULL;
    RETURN FOUND;
END
$$;

-- Asks for something about a firm's account. Null: there is no such firm.
CREATE FUNCTION app.instruct(session bytea, firm uuid, what text, details jsonb) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asking uuid := app.operator_of(session);
    made uuid;
BEGIN
    INSERT INTO billing.instructions (id, firm_id, kind, payload, operator_id)
    SELECT app.uuid_v7(), b.firm_id, instruct.what, instruct.details, asking FROM firm.billing b
     WHERE b.firm_id = instruct.firm AND instruct.what IN ('transfer', 'bankrupt', 'ended')
    RETURNING id INTO made;
    RETURN made;
END
$$;

CREATE FUNCTION app.instructions_of(firm uuid, chosen uuid)
    RETURNS TABLE (id uuid, kind text, payload jsonb, operator text, at timestamptz, done_at timestamptz, error text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.id, i.kind, i.payload, o.email, i.at, i.done_at, i.error
      FROM billing.instructions i JOIN ops.operators o ON o.id = i.operator_id
     WHERE i.firm_id = firm AND (chosen IS NULL OR i.id = chosen) ORDER BY i.id DESC LIMIT 50
$$;

-- Instructions that wait for the worker, in the order in which they were given.
CREATE FUNCTION app.instructions_due(count integer) RETURNS TABLE (id uuid, firm_id uuid, operator_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.id, i.firm_id, i.operator_id FROM billing.instructions i
     WHERE i.done_at IS NULL AND i.firm_id IS NOT NULL ORDER BY i.id LIMIT least(instructions_due.count, 1000)
$$;

-- One of the firm in scope, locked until the transaction ends. None: it is done.
CREATE FUNCTION app.instruction_take(target uuid) RETURNS TABLE (kind text, payload jsonb)
    LANGUAGE sql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.kind, i.payload FROM billing.instructions i
     WHERE i.id = target AND i.firm_id = app.firm_id() AND i.done_at IS NULL FOR UPDATE
$$;

CREATE FUNCTION app.instruction_done(target uuid, why_not text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE billing.instructions i SET done_at = clock_timestamp(), error = left(nullif(why_not, ''), 500)
     WHERE i.id = target AND i.firm_id = app.firm_id() AND i.done_at IS NULL
$$;

-- ---------------------------------------------------------------------------------------------------------------------- revenue

-- The level of each firm in each month: what it paid for a month, and its copros, on the last day of the month that it has. Five years; what
-- lies before is not looked at.
CREATE FUNCTION app.revenue_levels() RETURNS TABLE (firm_id uuid, month date, copros integer, mrr_cents bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH bounds AS (SELECT date_trunc('month', min(d.day)) AS first, date_trunc('month', max(d.day)) AS last FROM firm.billing_days d)
    SELECT b.firm_id, m.month::date, l.copros, l.mrr_cents
      FROM bounds s CROSS JOIN LATERAL generate_series(greatest(s.first, s.last - interval '59 months'), s.last, interval '1 month') AS m (month)
     CROSS JOIN firm.billing b
     CROSS JOIN LATERAL (SELECT d.copros, d.mrr_cents FROM firm.billing_days d
                          WHERE d.firm_id = b.firm_id AND d.day >= m.month::date AND d.day < (m.month + interval '1 month')::date
                          ORDER BY d.day DESC LIMIT 1) AS l
     WHERE l.copros > 0 OR l.mrr_cents > 0
$$;

-- What is owed to the platform, by how long it has been due: not yet, up to 30, 60 and 90 days, longer.
CREATE FUNCTION app.receivable_ages(today date) RETURNS TABLE (age smallint, invoices bigint, cents bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.age::smallint, count(i.number), coalesce(sum(i.open_cents), 0)::bigint
      FROM generate_series(0, 4) AS a (age)
      LEFT JOIN app.open_invoices(NULL) i
             ON a.age = CASE WHEN i.due_on >= today THEN 0 WHEN today - i.due_on <= 30 THEN 1 WHEN today - i.due_on <= 60 THEN 2
                             WHEN today - i.due_on <= 90 THEN 3 ELSE 4 END
     GROUP BY a.age ORDER BY a.age
$$;

-- What the platform takes in a month: what firms pay for a month as of their last day. Before any day was rolled up it is reckoned from the
-- list price.
CREATE OR REPLACE FUNCTION app.revenue_of_month() RETURNS TABLE (cents bigint, basis text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN known.days THEN (SELECT coalesce(sum(l.mrr_cents), 0)::bigint FROM firm.billing b
                                      CROSS JOIN LATERAL (SELECT d.mrr_cents FROM firm.billing_days d WHERE d.firm_id = b.firm_id
                                                           ORDER BY d.day DESC LIMIT 1) AS l)
                ELSE (SELECT 1500 * count(*) FROM firm.copros c WHERE c.status = 'active') END,
           CASE WHEN known.days THEN 'recurring' ELSE 'list_price' END
      FROM (SELECT EXISTS (SELECT FROM firm.billing_days) AS days) AS known
$$;

-- ---------------------------------------------------------------------------------------------------------------------- messages, jobs

-- An error as operators read it: without addresses, which a mail server's answer may repeat.
CREATE FUNCTION app.without_addresses(text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT regexp_replace($1, '[^\s<>"'']+@[^\s<>"'']+', '…@…', 'g')
$$;

CREATE FUNCTION app.message_counts() RETURNS TABLE (status text, messages bigint, oldest timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.status, count(w.id), min(w.received_at) FROM unnest(ARRAY['new', 'done', 'dead']) AS s (status)
      LEFT JOIN billing.webhooks w ON w.status = s.status GROUP BY s.status
$$;

-- The inbox, newest first, without what the messages say.
CREATE FUNCTION app.messages(chosen text, only_status text, before timestamptz, before_id text, count integer)
    RETURNS TABLE (id text, kind text, status text, received_at timestamptz, attempts smallint, run_at timestamptz, last_error text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.id, w.kind, w.status, w.received_at, w.attempts, w.run_at, app.without_addresses(w.last_error) FROM billing.webhooks w
     WHERE (chosen IS NULL OR w.id = chosen) AND (only_status IS NULL OR w.status = only_status)
       AND (before IS NULL OR (w.received_at, w.id) < (before, before_id))
     ORDER BY w.received_at DESC, w.id DESC LIMIT least(messages.count, 201)
$$;

-- Has a message processed anew: one that was given up, or that was done. Its effect is the same however often it is processed. False: it
-- waits already, or there is no such one.
CREATE FUNCTION app.message_replay(session bytea, target text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asking uuid := app.operator_of(session);
    about uuid;
BEGIN
    UPDATE billing.webhooks w SET status = 'new', attempts = 0, run_at = now(), processed_at = NULL
     WHERE w.id = target AND w.status IN ('done', 'dead') RETURNING w.firm_id INTO about;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO billing.instructions (id, firm_id, kind, payload, operator_id, done_at)
    VALUES (app.uuid_v7(), about, 'replay-message', jsonb_build_object('message', target), asking, now());
    RETURN true;
END
$$;

-- All that were given up, a bounded number at a time; how many.
CREATE FUNCTION app.messages_replay_dead(session bytea) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asking uuid := app.operator_of(session);
    replayed integer;
BEGIN
    UPDATE billing.webhooks w SET status = 'new', attempts = 0, run_at = now()
     WHERE w.id IN (SELECT d.id FROM billing.webhooks d WHERE d.status = 'dead' ORDER BY d.received_at, d.id LIMIT 10000);
    GET DIAGNOSTICS replayed = ROW_COUNT;
    IF replayed > 0 THEN
        INSERT INTO billing.instructions (id, kind, payload, operator_id, done_at)
        VALUES (app.uuid_v7(), 'replay-dead', jsonb_build_object('messages', replayed), asking, now());
    END IF;
    RETURN replayed;
END
$$;

CREATE FUNCTION app.job_counts() RETURNS TABLE (kind text, queued bigint, running bigint, failed bigint, done bigint, oldest timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT j.kind, count(*) FILTER (WHERE j.status = 'queued'), count(*) FILTER (WHERE j.status = 'running'),
           count(*) FILTER (WHERE j.status = 'failed'), count(*) FILTER (WHERE j.status = 'done'),
           min(j.run_at) FILTER (WHERE j.status = 'queued' AND j.run_at <= now())
      FROM jobs.jobs j GROUP BY j.kind ORDER BY j.kind
$$;

-- Jobs that were given up, newest first, without what they were given. A mail's content is forgotten with its job: it cannot be sent again.
CREATE FUNCTION app.jobs_given_up(chosen uuid, before uuid, count integer)
    RETURNS TABLE (id uuid, kind text, status text, attempts smallint, last_error text, created_at timestamptz, finished_at timestamptz,
                   again boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT j.id, j.kind, j.status, j.attempts, app.without_addresses(j.last_error), j.created_at, j.finished_at,
           j.status = 'failed' AND j.kind <> 'identity.mail'
      FROM jobs.jobs j
     WHERE CASE WHEN chosen IS NULL THEN j.status = 'failed' ELSE j.id = chosen END AND (before IS NULL OR j.id < before)
     ORDER BY j.id DESC LIMIT least(jobs_given_up.count, 201)
$$;
CREATE INDEX jobs_given_up ON jobs.jobs (id DESC) WHERE status = 'failed';

-- Queues a job anew that was given up. False: it was not, it cannot be, or there is no such one.
CREATE FUNCTION app.job_again(session bytea, target uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asking uuid := app.operator_of(session);
    what text;
BEGIN
    UPDATE jobs.jobs j SET status = 'queued', attempts = 0, run_at = now(), locked_until = NULL, finished_at = NULL
     WHERE j.id = target AND j.status = 'failed' AND j.kind <> 'identity.mail' RETURNING j.kind INTO what;
    IF what IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO billing.instructions (id, kind, payload, operator_id, done_at)
    VALUES (app.uuid_v7(), 'retry-job', jsonb_build_object('job', target, 'kind', what), asking, now());
    RETURN true;
END
$$;

GRANT EXECUTE ON FUNCTION app.customers(uuid, text, text, bigint, uuid, integer), app.customer_events(uuid, integer),
    app.customer_days(uuid, date), app.customer_debts(uuid), app.customer_reviews(uuid), app.review_settle(bytea, uuid, uuid, text),
    app.instruct(bytea, uuid, text, jsonb), app.instructions_of(uuid, uuid), app.revenue_levels(), app.receivable_ages(date),
    app.message_counts(), app.messages(text, text, timestamptz, text, integer), app.message_replay(bytea, text),
    app.messages_replay_dead(bytea), app.job_counts(), app.jobs_given_up(uuid, uuid, integer), app.job_again(bytea, uuid) TO koprogo_ops;
GRANT EXECUTE ON FUNCTION app.instructions_due(integer) TO koprogo_worker;
GRANT EXECUTE ON FUNCTION app.instruction_take(uuid), app.instruction_done(uuid, text) TO koprogo_firm;
