CREATE TABLE firm.firms (
    firm_id        uuid PRIMARY KEY DEFAULT app.firm_id(),
    country        text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    company_number text NOT NULL CHECK (company_number ~ '^[0-9]{4}\.[0-9]{3}\.[0-9]{3}$'),
    created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE firm.members (
    firm_id    uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    user_id    uuid NOT NULL,
    role       text NOT NULL CHECK (role IN ('firm_admin', 'gestionnaire', 'comptable', 'assistant')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, user_id)
);
CREATE INDEX members_user ON firm.members (user_id);

-- One row per copro the firm manages: which firm that is, and the summary that portfolio screens read. A tenant's own rows never carry
-- the firm: moving a copro to another syndic is an update of this one row.
CREATE TABLE firm.copros (
    firm_id         uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    tenant_id       uuid NOT NULL,
    slug            text NOT NULL CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name            text COLLATE "und-x-icu" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    city            text NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
    status          text NOT NULL CHECK (status IN ('draft', 'active')),
    shares_total    bigint NOT NULL CHECK (shares_total > 0),
    shares_assigned bigint NOT NULL DEFAULT 0 CHECK (shares_assigned >= 0),
    lots            integer NOT NULL DEFAULT 0 CHECK (lots >= 0),
    owners          integer NOT NULL DEFAULT 0 CHECK (owners >= 0),
    called_cents    bigint NOT NULL DEFAULT 0,
    balance_cents   bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, tenant_id),
    -- Global on purpose: a copro has one syndic, and a slug one copro. Slugs end in random letters, so a clash tells nothing.
    CONSTRAINT copros_one_firm UNIQUE (tenant_id),
    CONSTRAINT copros_one_slug UNIQUE (slug)
);
CREATE INDEX copros_by_name ON firm.copros (firm_id, name, tenant_id);

SELECT app.protect_firm('firm.firms', 'SELECT, INSERT, UPDATE');
SELECT app.protect_firm('firm.members');
SELECT app.protect_firm('firm.copros', 'SELECT, INSERT, UPDATE');

-- The resolvers: the only way from "who is calling" to a scope. They run with the owner's rights because no scope exists yet, take
-- nothing but identifiers, and answer about exactly the caller they are given. The login role may call them and nothing else.
CREATE FUNCTION app.resolve_session(token_hash bytea)
    RETURNS TABLE (session_id uuid, user_id uuid, email text, name text, language text, kind text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id, u.id, u.email, u.name, u.language, s.kind
      FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id
     WHERE s.token_hash = resolve_session.token_hash AND s.expires_at > now()
$$;

CREATE FUNCTION app.resolve_firm(caller uuid, firm uuid) RETURNS TABLE (firm_id uuid, role text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.firm_id, m.role FROM firm.members m WHERE m.user_id = caller AND m.firm_id = firm
$$;

CREATE FUNCTION app.resolve_copro(caller uuid, slug_or_id text) RETURNS TABLE (tenant_id uuid, firm_id uuid, slug text, role text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.tenant_id, c.firm_id, c.slug, m.role
      FROM firm.copros c JOIN firm.members m ON m.firm_id = c.firm_id
     WHERE m.user_id = caller
       AND (c.slug = slug_or_id
            OR c.tenant_id = CASE WHEN slug_or_id ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN slug_or_id::uuid END)
$$;

CREATE FUNCTION app.firms_of(caller uuid) RETURNS TABLE (firm_id uuid, name text, role text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.firm_id, f.name, m.role FROM firm.members m JOIN firm.firms f ON f.firm_id = m.firm_id
     WHERE m.user_id = caller ORDER BY f.name, f.firm_id LIMIT 100
$$;

GRANT EXECUTE ON FUNCTION app.resolve_session(bytea), app.resolve_firm(uuid, uuid), app.resolve_copro(uuid, text), app.firms_of(uuid)
    TO koprogo_app;
