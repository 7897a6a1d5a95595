-- What the platform asks of a firm. A firm's own part of it lies in its schema, guarded and told to the audit log like everything of a
-- firm; what all firms share (the series of invoice numbers, the inbox of the payment provider) lies in `billing`, and no scope reads it.
CREATE SCHEMA billing;

-- One row for each firm, made with it. `state` is the subscription as `billing::subscription` keeps it; null until its first day was stepped.
CREATE TABLE firm.billing (
    firm_id         uuid PRIMARY KEY DEFAULT app.firm_id() REFERENCES firm.firms,
    subscription_id uuid NOT NULL,
    began_at        timestamptz NOT NULL DEFAULT now(),
    zone            text NOT NULL DEFAULT 'Europe/Brussels' CHECK (length(zone) BETWEEN 3 AND 64),
    plan            text NOT NULL DEFAULT 'standard' CHECK (plan ~ '^[a-z][a-z0-9-]{0,39}$'),
    catalogue       text CHECK (length(catalogue) <= 40),
    -- What the firm may do: everything, read, or take its data with it. Never less (regulation (EU) 2016/679, art. 20).
    access          text NOT NULL DEFAULT 'full' CHECK (access IN ('full', 'read-only', 'export-only')),
    state           jsonb CHECK (pg_column_size(state) <= 262144),
    -- The last civil day that was stepped, and until when usage is rolled up.
    stepped_on      date,
    rolled_at       timestamptz,
    -- The first day that is charged; null before there is any.
    charged_from    date,
    -- Documents that are to be made, in order (`billing::desk::Paper`).
    papers          jsonb NOT NULL DEFAULT '[]' CHECK (pg_column_size(papers) <= 65536),
    -- Who is billed, as the firm said; null: as it signed up.
    details         jsonb CHECK (pg_column_size(details) <= 16384),
    -- What the Commission's register of VAT numbers said (`billing::vat::Vies`).
    vies            jsonb NOT NULL DEFAULT '"unknown"' CHECK (pg_column_size(vies) <= 4096),
    -- The provider's name for the firm.
    customer        text CHECK (length(customer) BETWEEN 1 AND 255),
    -- Why no invoice can be made, since when.
    hold            jsonb CHECK (pg_column_size(hold) <= 4096),
    held_since      date,
    CONSTRAINT billing_held CHECK ((hold IS NULL) = (held_since IS NULL)),
    UNIQUE (firm_id, subscription_id)
);

-- The account's log: what was used, agreed and issued, in the order in which it became known (`billing::account::Event`). Invoices follow
-- from it to the byte.
CREATE TABLE firm.billing_log (
    firm_id     uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    seq         bigint NOT NULL CHECK (seq > 0),
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 240),
    event       jsonb NOT NULL CHECK (pg_column_size(event) <= 65536),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, seq),
    UNIQUE (firm_id, key)
);

-- What happened to the subscription (`billing::subscription::Fact`), by whom, and what it had to do about it.
CREATE TABLE firm.billing_events (
    firm_id     uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    id          uuid NOT NULL,
    on_day      date NOT NULL,
    actor       text NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
    fact        jsonb NOT NULL CHECK (pg_column_size(fact) <= 16384),
    commands    jsonb NOT NULL CHECK (pg_column_size(commands) <= 65536),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, id)
);

-- Counted beside copro-days: one row for each piece of work, written in its transaction. A key is used once, for ever.
CREATE TABLE firm.usage (
    firm_id     uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    at          timestamptz NOT NULL DEFAULT now(),
    resource    text NOT NULL CHECK (resource IN ('lots', 'users', 'storage-bytes', 'documents', 'mails', 'api-calls')),
    quantity    bigint NOT NULL CHECK (quantity <> 0),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, key),
    CONSTRAINT usage_only_levels_fall CHECK (quantity > 0 OR resource IN ('lots', 'users', 'storage-bytes'))
);
CREATE INDEX usage_by_day ON firm.usage (firm_id, at);
CREATE INDEX usage_as_recorded ON firm.usage (firm_id, recorded_at);

-- A civil day of the firm, rolled up; made anew whenever something of that day becomes known. `copros` is metered, `counted` what the
-- portfolio held when the day began.
CREATE TABLE firm.billing_days (
    firm_id       uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    day           date NOT NULL,
    copros        integer NOT NULL CHECK (copros >= 0),
    counted       integer CHECK (counted >= 0),
    lots          bigint NOT NULL DEFAULT 0,
    users         bigint NOT NULL DEFAULT 0,
    storage_bytes bigint NOT NULL DEFAULT 0,
    documents     bigint NOT NULL DEFAULT 0 CHECK (documents >= 0),
    mails         bigint NOT NULL DEFAULT 0 CHECK (mails >= 0),
    api_calls     bigint NOT NULL DEFAULT 0 CHECK (api_calls >= 0),
    plan          text NOT NULL,
    -- What the firm pays for a month as things stood that day, without VAT.
    mrr_cents     bigint NOT NULL CHECK (mrr_cents >= 0),
    PRIMARY KEY (firm_id, day)
);
CREATE INDEX billing_days_of_all ON firm.billing_days (day);

-- Invoices and credit notes: the legal record, kept for ten years (VAT code, art. 60; here for ever). `canonical` are the bytes of
-- `billing::invoice::Invoice`, `link` ties them to all before.
CREATE TABLE firm.invoices (
    firm_id         uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    number          text NOT NULL CHECK (number ~ '^[0-9]{4}-[0-9]{6}$'),
    year            integer NOT NULL CHECK (year BETWEEN 2000 AND 9999),
    sequence        integer NOT NULL CHECK (sequence BETWEEN 1 AND 999999),
    kind            text NOT NULL CHECK (kind IN ('invoice', 'credit-note')),
    subscription_id uuid NOT NULL,
    reason          text NOT NULL CHECK (reason IN ('period', 'annual', 'termination', 'correction')),
    period_from     date NOT NULL,
    period_to       date NOT NULL CHECK (period_to >= period_from),
    issued_on       date NOT NULL,
    due_on          date NOT NULL CHECK (due_on >= issued_on),
    net_cents       bigint NOT NULL,
    vat_cents       bigint NOT NULL,
    payable_cents   bigint NOT NULL,
    corrects        text,
    canonical       bytea NOT NULL CHECK (length(canonical) BETWEEN 2 AND 1048576),
    before          bytea NOT NULL CHECK (length(before) = 32),
    link            bytea NOT NULL CHECK (length(link) = 32),
    recorded_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, number),
    CONSTRAINT invoices_number CHECK (number = year::text || '-' || lpad(sequence::text, 6, '0')),
    CONSTRAINT invoices_sum CHECK (net_cents + vat_cents = payable_cents),
    CONSTRAINT invoices_one_number UNIQUE (year, sequence),
    CONSTRAINT invoices_year CHECK (extract(year FROM issued_on) = year),
    FOREIGN KEY (firm_id, subscription_id) REFERENCES firm.billing (firm_id, subscription_id),
    FOREIGN KEY (firm_id, corrects) REFERENCES firm.invoices (firm_id, number)
);
-- One invoice for each subscription, period and reason, whatever the program believes.
CREATE UNIQUE INDEX invoices_one_cause ON firm.invoices (firm_id, subscription_id, period_from, reason) WHERE kind = 'invoice';
CREATE INDEX invoices_newest ON firm.invoices (firm_id, issued_on DESC, number DESC);

-- The forms an invoice was given: what is sent is kept as it was sent.
CREATE TABLE firm.invoice_files (
    firm_id    uuid NOT NULL DEFAULT app.firm_id(),
    number     text NOT NULL,
    format     text NOT NULL CHECK (format IN ('pdf', 'peppol', 'factur-x')),
    size_bytes bigint NOT NULL CHECK (size_bytes BETWEEN 1 AND 10485760),
    -- Of its content, by which the object store knows it.
    sha256     bytea NOT NULL CHECK (length(sha256) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, number, format),
    FOREIGN KEY (firm_id, number) REFERENCES firm.invoices (firm_id, number)
);

-- Who owes what, in double entry (`billing::receivable`): each transfer takes from one account what it gives another.
CREATE TABLE firm.receivables (
    firm_id     uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    number      bigint NOT NULL CHECK (number > 0),
    date        date NOT NULL,
    fact        jsonb NOT NULL CHECK (pg_column_size(fact) <= 4096),
    fact_key    text NOT NULL CHECK (length(fact_key) BETWEEN 1 AND 400),
    invoice     text,
    corrects    bigint,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, number),
    UNIQUE (firm_id, fact_key),
    FOREIGN KEY (firm_id, invoice) REFERENCES firm.invoices (firm_id, number),
    FOREIGN KEY (firm_id, corrects) REFERENCES firm.receivables (firm_id, number)
);
CREATE TABLE firm.receivable_transfers (
    firm_id      uuid NOT NULL DEFAULT app.firm_id(),
    number       bigint NOT NULL,
    position     smallint NOT NULL CHECK (position BETWEEN 1 AND 20),
    debit        text NOT NULL,
    credit       text NOT NULL,
    amount_cents bigint NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (firm_id, number, position),
    CONSTRAINT receivable_transfers_move CHECK (debit <> credit),
    CONSTRAINT receivable_transfers_accounts CHECK (
        ARRAY[debit, credit] <@ ARRAY['receivable', 'revenue', 'vat-payable', 'in-transit', 'bank', 'fees', 'disputed', 'bad-debt', 'customer-credit']),
    FOREIGN KEY (firm_id, number) REFERENCES firm.receivables (firm_id, number)
);

-- The attempts to take the money of an invoice (`billing::attempt`), stored before the provider is called.
CREATE TABLE firm.collections (
    firm_id    uuid NOT NULL DEFAULT app.firm_id(),
    invoice    text NOT NULL,
    state      jsonb NOT NULL CHECK (pg_column_size(state) <= 65536),
    -- Not decided: to be looked at again from then on.
    open_until timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, invoice),
    FOREIGN KEY (firm_id, invoice) REFERENCES firm.invoices (firm_id, number)
);
CREATE INDEX collections_open ON firm.collections (open_until) WHERE open_until IS NOT NULL;

CREATE TABLE firm.payment_methods (
    firm_id     uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    id          uuid NOT NULL,
    -- The provider's name for it.
    provider    text NOT NULL CHECK (length(provider) BETWEEN 1 AND 255),
    kind        text NOT NULL CHECK (kind IN ('card', 'sepa')),
    -- Last digits of the card or account.
    digits      text CHECK (digits ~ '^[0-9A-Z]{1,6}$'),
    brand       text CHECK (length(brand) <= 40),
    expires     text CHECK (expires ~ '^[0-9]{4}-[0-9]{2}$'),
    mandate     text CHECK (length(mandate) <= 100),
    created_at  timestamptz NOT NULL DEFAULT now(),
    removed_at  timestamptz,
    PRIMARY KEY (firm_id, id),
    UNIQUE (firm_id, provider)
);
-- The one that is used.
CREATE UNIQUE INDEX payment_methods_one ON firm.payment_methods (firm_id) WHERE removed_at IS NULL;

-- What the provider said about money, in words of our own (`billing::projection::Observation`). The same set gives the same state.
CREATE TABLE firm.payment_observations (
    firm_id     uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 300),
    object      text NOT NULL CHECK (length(object) BETWEEN 1 AND 255),
    observation jsonb NOT NULL CHECK (pg_column_size(observation) <= 16384),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, key)
);

-- What a person has to look at.
CREATE TABLE firm.billing_reviews (
    firm_id    uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.billing,
    id         uuid NOT NULL,
    review     jsonb NOT NULL CHECK (pg_column_size(review) <= 16384),
    created_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,
    settled_by uuid,
    note       text CHECK (length(note) <= 500),
    PRIMARY KEY (firm_id, id),
    CHECK ((settled_at IS NULL) = (settled_by IS NULL))
);

SELECT app.protect_firm('firm.billing', 'SELECT, UPDATE');
SELECT app.protect_firm(t::regclass, 'SELECT, INSERT') FROM unnest(ARRAY['firm.billing_log', 'firm.billing_events', 'firm.usage',
    'firm.invoices', 'firm.invoice_files', 'firm.receivables', 'firm.receivable_transfers', 'firm.payment_observations']) AS t;
SELECT app.protect_firm(t::regclass, 'SELECT, INSERT, UPDATE') FROM unnest(ARRAY['firm.billing_days', 'firm.collections',
    'firm.payment_methods', 'firm.billing_reviews']) AS t;

CREATE TRIGGER billing_log_append_only BEFORE DELETE OR UPDATE ON firm.billing_log FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER billing_events_append_only BEFORE DELETE OR UPDATE ON firm.billing_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER usage_append_only BEFORE DELETE OR UPDATE ON firm.usage FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER invoices_append_only BEFORE DELETE OR UPDATE ON firm.invoices FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER invoice_files_append_only BEFORE DELETE OR UPDATE ON firm.invoice_files FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER receivables_append_only BEFORE DELETE OR UPDATE ON firm.receivables FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER receivable_transfers_append_only BEFORE DELETE OR UPDATE ON firm.receivable_transfers
    FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER payment_observations_append_only BEFORE DELETE OR UPDATE ON firm.payment_observations
    FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE FUNCTION app.require_transfers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM firm.receivable_transfers t WHERE t.firm_id = NEW.firm_id AND t.number = NEW.number;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'entry % moves nothing', NEW.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER receivables_have_transfers AFTER INSERT ON firm.receivables DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION app.require_transfers();

-- ---------------------------------------------------------------------------------------------------------------------- numbers

-- One series for each year of the issuer, and one chain through all of them.
CREATE TABLE billing.series (
    year integer PRIMARY KEY CHECK (year BETWEEN 2000 AND 9999),
    last integer NOT NULL CHECK (last BETWEEN 1 AND 999999)
);
CREATE TABLE billing.chain (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    last_on   date NOT NULL,
    ending    bytea NOT NULL CHECK (length(ending) = 32),
    -- Given out and not used yet.
    pending   text
);
INSERT INTO billing.chain (last_on, ending) VALUES ('2000-01-01', decode(repeat('00', 32), 'hex'));

-- The next number, its day, and what it is tied to. The row stays locked until the transaction ends: whoever comes next waits, and a
-- rollback gives the number back. The day is never before that of the number before, however the clocks of two servers differ.
CREATE FUNCTION app.invoice_number(wanted_on date) RETURNS TABLE (year integer, sequence integer, issued_on date, before bytea)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held billing.chain;
    given integer;
BEGIN
    SELECT * INTO STRICT held FROM billing.chain c FOR UPDATE;
    IF held.pending IS NOT NULL THEN
        RAISE EXCEPTION 'number % was given out and not used', held.pending USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    issued_on := greatest(wanted_on, held.last_on);
    year := extract(year FROM issued_on);
    INSERT INTO billing.series AS s (year, last) VALUES (invoice_number.year, 1)
        ON CONFLICT ON CONSTRAINT series_pkey DO UPDATE SET last = s.last + 1 RETURNING s.last INTO given;
    sequence := given;
    before := held.ending;
    UPDATE billing.chain SET last_on = issued_on, pending = invoice_number.year::text || '-' || lpad(given::text, 6, '0');
    RETURN NEXT;
END
$$;

-- An invoice takes the number that its transaction was given, and ties itself to the chain; nothing else enters the archive.
CREATE FUNCTION app.invoice_archive() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held billing.chain;
BEGIN
    SELECT * INTO STRICT held FROM billing.chain c FOR UPDATE;
    IF held.pending IS DISTINCT FROM NEW.number OR held.last_on <> NEW.issued_on OR held.ending <> NEW.before THEN
        RAISE EXCEPTION 'invoice % does not follow the archive', NEW.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- The form of the bytes, the link before, the bytes: as `billing::invoice::link`.
    IF NEW.link <> sha256(convert_to(E'koprogo invoice 1\n', 'UTF8') || NEW.before || NEW.canonical) THEN
        RAISE EXCEPTION 'the link of invoice % is wrong', NEW.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE billing.chain SET ending = NEW.link, pending = NULL;
    RETURN NULL;
END
$$;
-- After the row: policies speak first.
CREATE TRIGGER invoices_archived AFTER INSERT ON firm.invoices FOR EACH ROW EXECUTE FUNCTION app.invoice_archive();

-- A number that nothing was made with is a gap: such a transaction does not commit.
CREATE FUNCTION app.require_no_gap() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM billing.chain c WHERE c.pending IS NOT NULL;
    IF FOUND THEN
        RAISE EXCEPTION 'a number was given out and not used' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER chain_no_gap AFTER UPDATE ON billing.chain DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION app.require_no_gap();

GRANT EXECUTE ON FUNCTION app.invoice_number(date) TO koprogo_firm;

-- ---------------------------------------------------------------------------------------------------------------------- metering

-- Adds an entry to the log of a firm's account. Entries are numbered under the lock of the account, so their order is the order in which
-- they became known; the firm's next period waits for whoever holds it, never for long.
CREATE FUNCTION app.billing_append(firm uuid, entry_key text, entry jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM firm.billing b WHERE b.firm_id = firm FOR NO KEY UPDATE;
    INSERT INTO firm.billing_log (firm_id, seq, key, event)
    SELECT firm, coalesce(max(l.seq), 0) + 1, entry_key, entry FROM firm.billing_log l WHERE l.firm_id = firm;
END
$$;

-- `at` as RFC 3339 writes it.
CREATE FUNCTION app.billing_copro_fact(firm uuid, copro uuid, what text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    fact_key text := 'copro:' || app.uuid_v7();
BEGIN
    PERFORM app.billing_append(firm, fact_key, jsonb_build_object('used', jsonb_build_object(
        'key', fact_key,
        'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'what', jsonb_build_object(what, jsonb_build_object('copro', copro)))));
END
$$;

CREATE FUNCTION app.count_usage(firm uuid, kind text, amount bigint) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO firm.usage (firm_id, key, resource, quantity)
    SELECT firm, kind || ':' || app.uuid_v7(), kind, amount WHERE amount <> 0 AND firm IS NOT NULL
$$;

-- What a copro costs its firm begins and ends here, whoever does it: the transaction that activates, moves or closes it counts it.
CREATE FUNCTION app.meter_copro() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    stored bigint;
    was boolean := TG_OP = 'UPDATE' AND OLD.status = 'active';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.firm_id <> NEW.firm_id THEN
        -- Two accounts, always in one order.
        PERFORM FROM firm.billing b WHERE b.firm_id IN (OLD.firm_id, NEW.firm_id) ORDER BY b.firm_id FOR NO KEY UPDATE;
        IF was THEN
            PERFORM app.billing_copro_fact(OLD.firm_id, OLD.tenant_id, 'ended');
        END IF;
        IF NEW.status = 'active' THEN
            PERFORM app.billing_copro_fact(NEW.firm_id, NEW.tenant_id, 'began');
        END IF;
        SELECT coalesce(sum(f.size_bytes), 0) INTO stored FROM tenant.files f WHERE f.tenant_id = NEW.tenant_id;
        PERFORM app.count_usage(OLD.firm_id, 'lots', -OLD.lots), app.count_usage(NEW.firm_id, 'lots', NEW.lots),
                app.count_usage(OLD.firm_id, 'storage-bytes', -stored), app.count_usage(NEW.firm_id, 'storage-bytes', stored);
        RETURN NULL;
    END IF;
    IF was AND NEW.status <> 'active' THEN
        PERFORM app.billing_copro_fact(NEW.firm_id, NEW.tenant_id, 'ended');
    ELSIF NOT was AND NEW.status = 'active' THEN
        PERFORM app.billing_copro_fact(NEW.firm_id, NEW.tenant_id, 'began');
    END IF;
    PERFORM app.count_usage(NEW.firm_id, 'lots', NEW.lots - CASE TG_OP WHEN 'UPDATE' THEN OLD.lots ELSE 0 END);
    RETURN NULL;
END
$$;
CREATE TRIGGER copros_metered_new AFTER INSERT ON firm.copros FOR EACH ROW EXECUTE FUNCTION app.meter_copro();
CREATE TRIGGER copros_metered AFTER UPDATE ON firm.copros FOR EACH ROW
    WHEN ((OLD.firm_id, OLD.status, OLD.lots) IS DISTINCT FROM (NEW.firm_id, NEW.status, NEW.lots)) EXECUTE FUNCTION app.meter_copro();

CREATE FUNCTION app.meter_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM app.count_usage(NEW.firm_id, 'users', 1);
    ELSE
        PERFORM app.count_usage(OLD.firm_id, 'users', -1);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER members_metered AFTER INSERT OR DELETE ON firm.members FOR EACH ROW EXECUTE FUNCTION app.meter_member();

CREATE FUNCTION app.meter_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    firm uuid := (SELECT c.firm_id FROM firm.copros c WHERE c.tenant_id = coalesce(NEW.tenant_id, OLD.tenant_id));
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM app.count_usage(firm, 'storage-bytes', NEW.size_bytes), app.count_usage(firm, 'documents', 1);
    ELSE
        PERFORM app.count_usage(firm, 'storage-bytes', -OLD.size_bytes);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER files_metered AFTER INSERT OR DELETE ON tenant.files FOR EACH ROW EXECUTE FUNCTION app.meter_file();

CREATE FUNCTION app.meter_mail() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM app.count_usage((SELECT c.firm_id FROM firm.copros c WHERE c.tenant_id = NEW.tenant_id), 'mails', 1);
    RETURN NULL;
END
$$;
CREATE TRIGGER notices_metered AFTER UPDATE ON tenant.notices FOR EACH ROW
    WHEN (OLD.mail <> 'sent' AND NEW.mail = 'sent') EXECUTE FUNCTION app.meter_mail();

-- A firm is a customer from its first moment.
CREATE FUNCTION app.open_billing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO firm.billing (firm_id, subscription_id, zone)
    VALUES (NEW.firm_id, app.uuid_v7(), CASE NEW.country WHEN 'FR' THEN 'Europe/Paris' ELSE 'Europe/Brussels' END);
    RETURN NULL;
END
$$;
CREATE TRIGGER firms_billed AFTER INSERT ON firm.firms FOR EACH ROW EXECUTE FUNCTION app.open_billing();

-- The plan's requests (quota.plans) follow the plan.
CREATE FUNCTION app.follow_plan() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO quota.firm_plans (firm_id, plan) SELECT NEW.firm_id, p.plan FROM quota.plans p WHERE p.plan = NEW.plan
        ON CONFLICT ON CONSTRAINT firm_plans_pkey DO UPDATE SET plan = excluded.plan;
    RETURN NULL;
END
$$;
CREATE TRIGGER billing_plan_followed AFTER UPDATE ON firm.billing FOR EACH ROW
    WHEN (OLD.plan IS DISTINCT FROM NEW.plan) EXECUTE FUNCTION app.follow_plan();

-- Whoever is here already begins today.
INSERT INTO firm.billing (firm_id, subscription_id, zone)
SELECT f.firm_id, app.uuid_v7(), CASE f.country WHEN 'FR' THEN 'Europe/Paris' ELSE 'Europe/Brussels' END FROM firm.firms f;
SELECT app.billing_copro_fact(c.firm_id, c.tenant_id, 'began') FROM firm.copros c WHERE c.status = 'active' ORDER BY c.tenant_id;
SELECT app.count_usage(c.firm_id, 'lots', c.lots),
       app.count_usage(c.firm_id, 'storage-bytes', (SELECT coalesce(sum(f.size_bytes), 0)::bigint FROM tenant.files f WHERE f.tenant_id = c.tenant_id))
  FROM firm.copros c ORDER BY c.tenant_id;
SELECT app.count_usage(m.firm_id, 'users', count(*)) FROM firm.members m GROUP BY m.firm_id;

SELECT app.audited('firm.billing', ARRAY['state', 'stepped_on', 'rolled_at', 'papers']);
SELECT app.audited('firm.invoices', ARRAY['canonical', 'before', 'link']);
SELECT app.audited('firm.payment_methods');
SELECT app.audited('firm.billing_reviews');

-- ---------------------------------------------------------------------------------------------------------------------- access

-- What the firm may do now, asked with the resolvers: a change counts with the next request.
CREATE FUNCTION app.access_of_firm(firm uuid) RETURNS TABLE (access text, plan text)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.access, b.plan FROM firm.billing b WHERE b.firm_id = access_of_firm.firm
$$;
GRANT EXECUTE ON FUNCTION app.access_of_firm(uuid) TO koprogo_app;

-- Firms whose civil day has not been stepped yet, the longest waiting first. Ids and nothing else.
CREATE FUNCTION app.billing_due(at timestamptz, count integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.firm_id FROM firm.billing b
     WHERE b.stepped_on IS NULL OR b.stepped_on < (billing_due.at AT TIME ZONE b.zone)::date
     ORDER BY b.stepped_on NULLS FIRST, b.firm_id LIMIT least(billing_due.count, 1000)
$$;

-- Collections that are not decided and due to be looked at.
CREATE FUNCTION app.collections_due(at timestamptz, count integer) RETURNS TABLE (firm_id uuid, invoice text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.firm_id, c.invoice FROM firm.collections c WHERE c.open_until <= collections_due.at
     ORDER BY c.open_until LIMIT least(collections_due.count, 1000)
$$;

-- The provider's name for a firm is one firm's.
CREATE UNIQUE INDEX billing_one_customer ON firm.billing (customer);

GRANT EXECUTE ON FUNCTION app.billing_due(timestamptz, integer), app.collections_due(timestamptz, integer) TO koprogo_worker;

-- Jobs about a firm belong to no copro.
CREATE POLICY firm_enqueues ON jobs.jobs FOR INSERT TO koprogo_firm WITH CHECK (tenant_id IS NULL);
GRANT INSERT ON jobs.jobs TO koprogo_firm;

-- ---------------------------------------------------------------------------------------------------------------------- the inbox

-- What the payment provider sent, byte for byte, once for each of its ids. Kept: what was processed can be processed again.
CREATE TABLE billing.webhooks (
    id           text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 255),
    kind         text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
    -- When the provider made it, in seconds since 1970.
    created      bigint NOT NULL,
    body         bytea NOT NULL CHECK (length(body) BETWEEN 2 AND 262144),
    source       text NOT NULL CHECK (source IN ('webhook', 'list')),
    received_at  timestamptz NOT NULL DEFAULT now(),
    status       text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'done', 'dead')),
    attempts     smallint NOT NULL DEFAULT 0,
    run_at       timestamptz NOT NULL DEFAULT now(),
    last_error   text CHECK (length(last_error) <= 2000),
    firm_id      uuid,
    processed_at timestamptz,
    CHECK ((status = 'done') = (processed_at IS NOT NULL))
);
CREATE INDEX webhooks_ready ON billing.webhooks (run_at, id) WHERE status = 'new';
CREATE INDEX webhooks_newest ON billing.webhooks (received_at DESC, id DESC);
CREATE INDEX webhooks_dead ON billing.webhooks (received_at DESC, id DESC) WHERE status = 'dead';
GRANT USAGE ON SCHEMA billing TO koprogo_worker;
GRANT SELECT, INSERT, UPDATE ON billing.webhooks TO koprogo_worker;

-- Keeps messages whose signature was found right; those that are known already are left as they are. How many were new.
CREATE FUNCTION app.webhooks_keep(ids text[], kinds text[], times bigint[], bodies bytea[]) RETURNS integer
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH kept AS (
        INSERT INTO billing.webhooks (id, kind, created, body, source)
        SELECT m.id, m.kind, m.created, m.body, 'webhook' FROM unnest(ids, kinds, times, bodies) AS m (id, kind, created, body)
        ON CONFLICT (id) DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM kept
$$;
GRANT EXECUTE ON FUNCTION app.webhooks_keep(text[], text[], bigint[], bytea[]) TO koprogo_app;
