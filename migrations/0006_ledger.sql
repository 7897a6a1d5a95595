CREATE TABLE tenant.fiscal_years (
    tenant_id uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id        uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on   date NOT NULL CHECK (ends_on >= starts_on),
    status    text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    closed_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT fiscal_years_no_overlap EXCLUDE USING gist (tenant_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);

-- Double-entry and append-only: an entry is posted whole, sums to zero, and is corrected by a reversal, never by an edit.
CREATE TABLE tenant.entries (
    tenant_id      uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id             uuid NOT NULL,
    journal        text NOT NULL CHECK (journal IN ('purchases', 'calls', 'bank', 'misc')),
    number         text NOT NULL,
    fiscal_year_id uuid NOT NULL,
    entry_date     date NOT NULL,
    description    text NOT NULL CHECK (length(description) BETWEEN 1 AND 500),
    voucher_kind   text NOT NULL CHECK (voucher_kind IN ('expense', 'call', 'receipt')),
    voucher_id     uuid NOT NULL,
    posted_by      uuid NOT NULL,
    posted_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, voucher_kind, voucher_id),
    FOREIGN KEY (tenant_id, fiscal_year_id) REFERENCES tenant.fiscal_years (tenant_id, id)
);
CREATE INDEX entries_by_date ON tenant.entries (tenant_id, entry_date DESC, id DESC);

CREATE TABLE tenant.entry_lines (
    tenant_id    uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    entry_id     uuid NOT NULL,
    line         integer NOT NULL CHECK (line > 0),
    account      text NOT NULL CHECK (account ~ '^[0-9]{3,8}$'),
    owner_id     uuid,
    -- Cents; a debit is positive, a credit negative.
    amount_cents bigint NOT NULL CHECK (amount_cents <> 0),
    PRIMARY KEY (tenant_id, entry_id, line),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES tenant.entries (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES tenant.owners (tenant_id, id)
);
CREATE INDEX entry_lines_owner ON tenant.entry_lines (tenant_id, owner_id, entry_id) WHERE owner_id IS NOT NULL;
CREATE INDEX entry_lines_account ON tenant.entry_lines (tenant_id, account, entry_id);

-- Checked per statement: all lines of an entry are written by one, so no moment exists in which the ledger does not balance.
CREATE FUNCTION app.require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken uuid;
BEGIN
    SELECT l.entry_id INTO broken
      FROM tenant.entry_lines l
     WHERE (l.tenant_id, l.entry_id) IN (SELECT DISTINCT w.tenant_id, w.entry_id FROM written w)
     GROUP BY l.tenant_id, l.entry_id
    HAVING sum(l.amount_cents) <> 0 OR count(*) < 2
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance', broken USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balances';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER entry_lines_balance AFTER INSERT ON tenant.entry_lines
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION app.require_balance();

CREATE FUNCTION app.require_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tenant.entry_lines l WHERE l.tenant_id = NEW.tenant_id AND l.entry_id = NEW.id) THEN
        RAISE EXCEPTION 'entry % has no lines', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balances';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER entries_have_lines AFTER INSERT ON tenant.entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_lines();

-- The year is locked against being closed while the entry is posted.
CREATE FUNCTION app.require_open_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    year record;
BEGIN
    SELECT y.starts_on, y.ends_on, y.status INTO year FROM tenant.fiscal_years y
     WHERE y.tenant_id = NEW.tenant_id AND y.id = NEW.fiscal_year_id FOR SHARE;
    IF year.status <> 'open' OR NEW.entry_date NOT BETWEEN year.starts_on AND year.ends_on THEN
        RAISE EXCEPTION 'no open fiscal year for %', NEW.entry_date USING ERRCODE = 'check_violation', CONSTRAINT = 'year_open';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER entries_year_open BEFORE INSERT ON tenant.entries FOR EACH ROW EXECUTE FUNCTION app.require_open_year();

CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE ON tenant.entries FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER entry_lines_append_only BEFORE UPDATE OR DELETE ON tenant.entry_lines FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

SELECT app.protect('tenant.fiscal_years', 'SELECT, INSERT, UPDATE');
SELECT app.protect('tenant.entries', 'SELECT, INSERT');
SELECT app.protect('tenant.entry_lines', 'SELECT, INSERT');
