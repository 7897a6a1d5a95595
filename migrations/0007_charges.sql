-- Bytes are kept outside the database under tenant and content hash; this is what is known about them.
CREATE TABLE tenant.files (
    tenant_id  uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id         uuid NOT NULL,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
    size_bytes bigint NOT NULL CHECK (size_bytes BETWEEN 1 AND 10485760),
    sha256     bytea NOT NULL CHECK (length(sha256) = 32),
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE tenant.suppliers (
    tenant_id      uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id             uuid NOT NULL,
    name           text COLLATE "und-x-icu" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    company_number text CHECK (company_number ~ '^[0-9]{4}\.[0-9]{3}\.[0-9]{3}$'),
    vat_number     text CHECK (length(vat_number) <= 20),
    iban           text CHECK (length(iban) BETWEEN 15 AND 34),
    email          text CHECK (length(email) <= 254),
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX suppliers_one_name ON tenant.suppliers (tenant_id, lower(name));

CREATE TABLE tenant.expenses (
    tenant_id      uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id             uuid NOT NULL,
    number         text NOT NULL,
    supplier_id    uuid NOT NULL,
    invoice_number text NOT NULL CHECK (length(invoice_number) BETWEEN 1 AND 60),
    invoice_date   date NOT NULL,
    due_date       date,
    description    text NOT NULL CHECK (length(description) BETWEEN 1 AND 500),
    amount_cents   bigint NOT NULL CHECK (amount_cents > 0),
    vat_rate_bp    integer NOT NULL CHECK (vat_rate_bp BETWEEN 0 AND 10000),
    vat_cents      bigint NOT NULL CHECK (vat_cents >= 0 AND vat_cents < amount_cents),
    account        text NOT NULL,
    key_id         uuid NOT NULL,
    key_version_id uuid NOT NULL,
    period_from    date NOT NULL,
    period_to      date NOT NULL CHECK (period_to >= period_from),
    file_id        uuid,
    entry_id       uuid NOT NULL,
    recorded_by    uuid NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    CONSTRAINT expenses_one_per_invoice UNIQUE (tenant_id, supplier_id, invoice_number),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES tenant.suppliers (tenant_id, id),
    FOREIGN KEY (tenant_id, key_id) REFERENCES tenant.keys (tenant_id, id),
    FOREIGN KEY (tenant_id, key_version_id) REFERENCES tenant.key_versions (tenant_id, id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES tenant.files (tenant_id, id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES tenant.entries (tenant_id, id)
);
CREATE INDEX expenses_newest ON tenant.expenses (tenant_id, invoice_date DESC, id DESC);

-- Who bears what: one row per lot and owner of the service period.
CREATE TABLE tenant.expense_shares (
    tenant_id    uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    expense_id   uuid NOT NULL,
    lot_id       uuid NOT NULL,
    owner_id     uuid NOT NULL,
    weight       bigint NOT NULL CHECK (weight >= 0),
    days         integer NOT NULL CHECK (days > 0),
    amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
    PRIMARY KEY (tenant_id, expense_id, lot_id, owner_id),
    FOREIGN KEY (tenant_id, expense_id) REFERENCES tenant.expenses (tenant_id, id),
    FOREIGN KEY (tenant_id, lot_id) REFERENCES tenant.lots (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES tenant.owners (tenant_id, id)
);

CREATE TABLE tenant.calls (
    tenant_id      uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id             uuid NOT NULL,
    number         text NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('working_fund', 'reserve_fund', 'provision', 'extraordinary')),
    title          text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    key_id         uuid NOT NULL,
    key_version_id uuid NOT NULL,
    total_cents    bigint NOT NULL CHECK (total_cents > 0),
    issued_on      date NOT NULL,
    due_on         date NOT NULL CHECK (due_on >= issued_on),
    instalments    smallint NOT NULL CHECK (instalments BETWEEN 1 AND 12),
    entry_id       uuid NOT NULL,
    issued_by      uuid NOT NULL,
    issued_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, key_id) REFERENCES tenant.keys (tenant_id, id),
    FOREIGN KEY (tenant_id, key_version_id) REFERENCES tenant.key_versions (tenant_id, id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES tenant.entries (tenant_id, id)
);
CREATE INDEX calls_newest ON tenant.calls (tenant_id, issued_on DESC, id DESC);

-- What one owner is asked for, and how it reached them.
CREATE TABLE tenant.notices (
    tenant_id     uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id            uuid NOT NULL,
    call_id       uuid NOT NULL,
    owner_id      uuid NOT NULL,
    amount_cents  bigint NOT NULL CHECK (amount_cents > 0),
    -- Belgian structured communication, twelve digits, the last two a check modulo 97.
    communication text NOT NULL CHECK (communication ~ '^[0-9]{12}$'),
    language      text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
    email         text,
    instalments   jsonb NOT NULL,
    document      text NOT NULL DEFAULT 'queued' CHECK (document IN ('queued', 'ready', 'failed')),
    mail          text NOT NULL CHECK (mail IN ('none', 'queued', 'sent', 'failed')),
    file_id       uuid,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, call_id, owner_id),
    UNIQUE (tenant_id, communication),
    CHECK ((document = 'ready') = (file_id IS NOT NULL)),
    FOREIGN KEY (tenant_id, call_id) REFERENCES tenant.calls (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES tenant.owners (tenant_id, id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES tenant.files (tenant_id, id)
);

CREATE TABLE tenant.call_shares (
    tenant_id    uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    call_id      uuid NOT NULL,
    notice_id    uuid NOT NULL,
    lot_id       uuid NOT NULL,
    weight       bigint NOT NULL CHECK (weight > 0),
    amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
    PRIMARY KEY (tenant_id, call_id, lot_id),
    FOREIGN KEY (tenant_id, call_id) REFERENCES tenant.calls (tenant_id, id),
    FOREIGN KEY (tenant_id, notice_id) REFERENCES tenant.notices (tenant_id, id),
    FOREIGN KEY (tenant_id, lot_id) REFERENCES tenant.lots (tenant_id, id)
);
CREATE INDEX call_shares_notice ON tenant.call_shares (tenant_id, notice_id);

CREATE TABLE tenant.receipts (
    tenant_id     uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id            uuid NOT NULL,
    number        text NOT NULL,
    owner_id      uuid NOT NULL,
    received_on   date NOT NULL,
    amount_cents  bigint NOT NULL CHECK (amount_cents > 0),
    fund          text NOT NULL CHECK (fund IN ('working', 'reserve')),
    communication text CHECK (length(communication) <= 140),
    entry_id      uuid NOT NULL,
    recorded_by   uuid NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES tenant.owners (tenant_id, id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES tenant.entries (tenant_id, id)
);

-- The answer given to a request that carried an Idempotency-Key, so that sending it again changes nothing and answers the same.
CREATE TABLE tenant.idempotency (
    tenant_id    uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
    operation    text NOT NULL,
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    answer       jsonb,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, key)
);

SELECT app.protect('tenant.files', 'SELECT, INSERT');
SELECT app.protect('tenant.suppliers', 'SELECT, INSERT, UPDATE');
SELECT app.protect('tenant.expenses', 'SELECT, INSERT');
SELECT app.protect('tenant.expense_shares', 'SELECT, INSERT');
SELECT app.protect('tenant.calls', 'SELECT, INSERT');
SELECT app.protect('tenant.notices', 'SELECT, INSERT, UPDATE');
SELECT app.protect('tenant.call_shares', 'SELECT, INSERT');
SELECT app.protect('tenant.receipts', 'SELECT, INSERT');
SELECT app.protect('tenant.idempotency', 'SELECT, INSERT, UPDATE');

-- Brings the firm's summary row of the copro in scope up to date. Called by the transaction that changed the copro; runs with the owner's
-- rights because a tenant scope may not write the firm's schema, and touches exactly the copro that the scope names.
CREATE FUNCTION app.refresh_summary() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE firm.copros s
       SET name = c.name, city = c.city, status = c.status, shares_total = c.shares_total, updated_at = now(),
           lots = (SELECT count(*) FROM tenant.lots l WHERE l.tenant_id = c.tenant_id),
           owners = (SELECT count(DISTINCT o.owner_id) FROM tenant.ownerships o WHERE o.tenant_id = c.tenant_id AND o.valid_to IS NULL),
           shares_assigned = coalesce((
               SELECT sum(w.weight) FROM tenant.key_weights w
                WHERE w.tenant_id = c.tenant_id AND w.key_version_id = (
                    SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
                     WHERE k.tenant_id = c.tenant_id AND k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1)), 0),
           called_cents = coalesce((SELECT sum(k.total_cents) FROM tenant.calls k WHERE k.tenant_id = c.tenant_id), 0),
           balance_cents = coalesce((
               SELECT sum(l.amount_cents) FROM tenant.entry_lines l WHERE l.tenant_id = c.tenant_id AND l.owner_id IS NOT NULL), 0)
      FROM tenant.copro c
     WHERE c.tenant_id = app.tenant_id() AND s.tenant_id = c.tenant_id
$$;
GRANT EXECUTE ON FUNCTION app.refresh_summary() TO koprogo_tenant;

-- Name and number of the firm that manages the copro in scope, for the letterhead. The tenant scope may not read the firm's schema.
CREATE FUNCTION app.syndic_of_tenant() RETURNS TABLE (name text, company_number text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.name, f.company_number FROM firm.copros c JOIN firm.firms f ON f.firm_id = c.firm_id WHERE c.tenant_id = app.tenant_id()
$$;
GRANT EXECUTE ON FUNCTION app.syndic_of_tenant() TO koprogo_tenant;
