-- The copro itself: who owns what, and by which keys costs are shared. Every table leads its keys with tenant_id, so that a foreign key
-- can never reach into another copro (referential checks bypass row-level security).
CREATE TABLE tenant.copro (
    tenant_id         uuid PRIMARY KEY DEFAULT app.tenant_id(),
    slug              text NOT NULL,
    name              text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    street            text NOT NULL CHECK (length(street) BETWEEN 1 AND 200),
    postal_code       text NOT NULL CHECK (length(postal_code) BETWEEN 1 AND 20),
    city              text NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
    country           text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    company_number    text CHECK (company_number ~ '^[0-9]{4}\.[0-9]{3}\.[0-9]{3}$'),
    language          text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
    shares_total      bigint NOT NULL CHECK (shares_total BETWEEN 1 AND 1000000000),
    fiscal_year_start text NOT NULL CHECK (fiscal_year_start ~ '^[0-1][0-9]-[0-3][0-9]$'),
    working_iban      text CHECK (length(working_iban) BETWEEN 15 AND 34),
    reserve_iban      text CHECK (length(reserve_iban) BETWEEN 15 AND 34),
    status            text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active')),
    activated_on      date,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CHECK ((status = 'active') = (activated_on IS NOT NULL))
);

-- Gap-free numbers: the row stays locked until the transaction that took a number commits.
CREATE TABLE tenant.counters (
    tenant_id uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    name      text NOT NULL,
    last      bigint NOT NULL CHECK (last > 0),
    PRIMARY KEY (tenant_id, name)
);

CREATE TABLE tenant.imports (
    tenant_id    uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id           uuid NOT NULL,
    file_name    text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
    -- The table as read from the file, and its columns with samples for choosing the mapping.
    source       jsonb NOT NULL,
    columns      jsonb NOT NULL,
    mapping      jsonb NOT NULL,
    status       text NOT NULL CHECK (status IN ('uploaded', 'checking', 'checked', 'committing', 'committed', 'undone', 'failed')),
    rows         integer NOT NULL CHECK (rows >= 0),
    progress     integer NOT NULL DEFAULT 0 CHECK (progress >= 0),
    errors       jsonb NOT NULL DEFAULT '[]',
    error_count  integer NOT NULL DEFAULT 0,
    summary      jsonb,
    -- The code of the problem that stopped it.
    failure      text,
    -- What the commit changed, as needed to take it back.
    before       jsonb,
    created_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    committed_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE tenant.lots (
    tenant_id   uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id          uuid NOT NULL,
    code        text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
    nature      text NOT NULL CHECK (nature IN ('apartment', 'studio', 'house', 'office', 'shop', 'garage', 'parking', 'cellar', 'other')),
    description text CHECK (length(description) <= 500),
    floor       text CHECK (length(floor) <= 40),
    position    integer NOT NULL,
    import_id   uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, import_id) REFERENCES tenant.imports (tenant_id, id)
);
CREATE INDEX lots_in_order ON tenant.lots (tenant_id, position, id);

CREATE TABLE tenant.persons (
    tenant_id      uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id             uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('natural', 'legal')),
    last_name      text COLLATE "und-x-icu" NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
    first_name     text CHECK (length(first_name) BETWEEN 1 AND 100),
    email          text CHECK (length(email) <= 254),
    phone          text CHECK (length(phone) <= 40),
    language       text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
    street         text CHECK (length(street) <= 200),
    postal_code    text CHECK (length(postal_code) <= 20),
    city           text CHECK (length(city) <= 100),
    country        text CHECK (country ~ '^[A-Z]{2}$'),
    company_number text CHECK (company_number ~ '^[0-9]{4}\.[0-9]{3}\.[0-9]{3}$'),
    iban           text CHECK (length(iban) BETWEEN 15 AND 34),
    import_id      uuid,
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CHECK ((street IS NULL) = (city IS NULL) AND (street IS NULL) = (country IS NULL) AND (street IS NULL) = (postal_code IS NULL)),
    FOREIGN KEY (tenant_id, import_id) REFERENCES tenant.imports (tenant_id, id)
);
CREATE INDEX persons_by_name ON tenant.persons (tenant_id, last_name, id);

-- An owner is the set of persons who hold rights together (one person, a couple, heirs, usufruct and bare ownership) and has one account.
CREATE TABLE tenant.owners (
    tenant_id  uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id         uuid NOT NULL,
    number     integer NOT NULL CHECK (number > 0),
    name       text COLLATE "und-x-icu" NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    import_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, import_id) REFERENCES tenant.imports (tenant_id, id)
);
CREATE INDEX owners_by_name ON tenant.owners (tenant_id, name, id);

CREATE TABLE tenant.owner_members (
    tenant_id      uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    owner_id       uuid NOT NULL,
    person_id      uuid NOT NULL,
    holds          text NOT NULL CHECK (holds IN ('full', 'usufruct', 'bare')),
    numerator      integer NOT NULL CHECK (numerator > 0),
    denominator    integer NOT NULL CHECK (denominator >= numerator),
    representative boolean NOT NULL,
    position       smallint NOT NULL,
    PRIMARY KEY (tenant_id, owner_id, person_id, holds),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES tenant.owners (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, person_id) REFERENCES tenant.persons (tenant_id, id)
);
-- One representative at most (art. 3.87 §1 Civil Code: rights of several holders are exercised by one person).
CREATE UNIQUE INDEX owner_members_representative ON tenant.owner_members (tenant_id, owner_id) WHERE representative;
CREATE INDEX owner_members_person ON tenant.owner_members (tenant_id, person_id);

-- Who owns a lot, and when: periods with inclusive bounds that never overlap.
CREATE TABLE tenant.ownerships (
    tenant_id  uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id         uuid NOT NULL,
    lot_id     uuid NOT NULL,
    owner_id   uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to   date,
    import_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CHECK (valid_to >= valid_from),
    FOREIGN KEY (tenant_id, lot_id) REFERENCES tenant.lots (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, owner_id) REFERENCES tenant.owners (tenant_id, id),
    FOREIGN KEY (tenant_id, import_id) REFERENCES tenant.imports (tenant_id, id),
    CONSTRAINT ownerships_no_overlap EXCLUDE USING gist
        (tenant_id WITH =, lot_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
);
CREATE INDEX ownerships_lot ON tenant.ownerships (tenant_id, lot_id, valid_from);
CREATE INDEX ownerships_owner ON tenant.ownerships (tenant_id, owner_id);

CREATE TABLE tenant.keys (
    tenant_id  uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id         uuid NOT NULL,
    code       text NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    kind       text NOT NULL CHECK (kind IN ('statutory', 'special')),
    import_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, import_id) REFERENCES tenant.imports (tenant_id, id)
);
CREATE UNIQUE INDEX keys_one_statutory ON tenant.keys (tenant_id) WHERE kind = 'statutory';

CREATE TABLE tenant.key_versions (
    tenant_id  uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id         uuid NOT NULL,
    key_id     uuid NOT NULL,
    valid_from date NOT NULL,
    used_at    timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key_id, valid_from),
    FOREIGN KEY (tenant_id, key_id) REFERENCES tenant.keys (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE tenant.key_weights (
    tenant_id      uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    key_version_id uuid NOT NULL,
    lot_id         uuid NOT NULL,
    weight         bigint NOT NULL CHECK (weight BETWEEN 0 AND 1000000000),
    PRIMARY KEY (tenant_id, key_version_id, lot_id),
    FOREIGN KEY (tenant_id, key_version_id) REFERENCES tenant.key_versions (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, lot_id) REFERENCES tenant.lots (tenant_id, id)
);
CREATE INDEX key_weights_lot ON tenant.key_weights (tenant_id, lot_id);

-- A version that a charge was shared by is history: its weights, and its being used, never change again.
CREATE FUNCTION app.refuse_used_key_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (SELECT FROM tenant.key_versions v
                WHERE v.tenant_id = changed.tenant_id AND v.id = changed.key_version_id AND v.used_at IS NOT NULL) THEN
        RAISE EXCEPTION 'key version % has been used and cannot change; add a version', changed.key_version_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'key_version_used';
    END IF;
    RETURN changed;
END
$$;
CREATE TRIGGER key_weights_frozen BEFORE INSERT OR UPDATE OR DELETE ON tenant.key_weights
    FOR EACH ROW EXECUTE FUNCTION app.refuse_used_key_version();

CREATE FUNCTION app.refuse_unfreezing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.used_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
        RAISE EXCEPTION 'key version % has been used and cannot change; add a version', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'key_version_used';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER key_versions_frozen BEFORE UPDATE OR DELETE ON tenant.key_versions
    FOR EACH ROW EXECUTE FUNCTION app.refuse_unfreezing();

SELECT app.protect('tenant.copro', 'SELECT, INSERT, UPDATE');
SELECT app.protect('tenant.counters', 'SELECT, INSERT, UPDATE');
SELECT app.protect('tenant.imports', 'SELECT, INSERT, UPDATE');
SELECT app.protect('tenant.lots');
SELECT app.protect('tenant.persons');
SELECT app.protect('tenant.owners');
SELECT app.protect('tenant.owner_members');
SELECT app.protect('tenant.ownerships');
SELECT app.protect('tenant.keys');
SELECT app.protect('tenant.key_versions');
SELECT app.protect('tenant.key_weights');
