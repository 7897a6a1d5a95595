-- Who may enter: the staff of a firm and the copros assigned to them, the people of a copro itself, invitations to both, and the keys of
-- programs. Every table is read while a request resolves its scope, so what is withdrawn here is withdrawn on every replica at once.

ALTER TABLE firm.firms ADD COLUMN require_second_factor boolean NOT NULL DEFAULT false;

-- False: the member sees the copros of firm.assignments only. Administrators see all.
ALTER TABLE firm.members ADD COLUMN all_copros boolean NOT NULL DEFAULT true;
ALTER TABLE firm.members ADD CONSTRAINT members_admin_sees_all CHECK (all_copros OR role <> 'firm_admin');

CREATE TABLE firm.assignments (
    firm_id    uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    user_id    uuid NOT NULL,
    tenant_id  uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, user_id, tenant_id),
    FOREIGN KEY (firm_id, user_id) REFERENCES firm.members (firm_id, user_id) ON DELETE CASCADE,
    FOREIGN KEY (firm_id, tenant_id) REFERENCES firm.copros (firm_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX assignments_copro ON firm.assignments (firm_id, tenant_id);

-- A copro that moves to another firm leaves the assignments of the old one behind; their foreign key would hold it back.
CREATE FUNCTION app.release_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM firm.assignments a WHERE a.firm_id = OLD.firm_id AND a.tenant_id = OLD.tenant_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER copros_release_assignments BEFORE UPDATE OF firm_id ON firm.copros
    FOR EACH ROW WHEN (OLD.firm_id <> NEW.firm_id) EXECUTE FUNCTION app.release_assignments();

-- A firm without an administrator could never get one again. The firm's row is locked, so that two administrators who remove each other
-- at the same moment are seen one after the other.
CREATE FUNCTION app.require_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM firm.firms f WHERE f.firm_id = OLD.firm_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT FROM firm.members m WHERE m.firm_id = OLD.firm_id AND m.role = 'firm_admin') THEN
        RAISE EXCEPTION 'firm % needs an administrator', OLD.firm_id USING ERRCODE = 'check_violation', CONSTRAINT = 'firm_has_admin';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER members_keep_admin AFTER UPDATE OR DELETE ON firm.members
    FOR EACH ROW WHEN (OLD.role = 'firm_admin') EXECUTE FUNCTION app.require_admin();

CREATE TABLE firm.invitations (
    firm_id      uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    id           uuid NOT NULL,
    -- SHA-256 of 256 random bits; renewed by sending again, which ends the link sent before.
    token_hash   bytea NOT NULL CHECK (length(token_hash) = 32),
    email        text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
    role         text NOT NULL CHECK (role IN ('firm_admin', 'gestionnaire', 'comptable', 'assistant')),
    all_copros   boolean NOT NULL CHECK (all_copros OR role <> 'firm_admin'),
    copros       uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(copros) <= 500),
    language     text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
    invited_by   uuid NOT NULL,
    inviter      text NOT NULL CHECK (length(inviter) <= 254),
    sent         smallint NOT NULL DEFAULT 1 CHECK (sent BETWEEN 1 AND 5),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    accepted_at  timestamptz,
    withdrawn_at timestamptz,
    PRIMARY KEY (firm_id, id),
    CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
-- Not unique: a unique key that leads with the hash would span firms, and 256 random bits do not repeat.
CREATE INDEX invitations_token ON firm.invitations (token_hash);
CREATE INDEX invitations_newest ON firm.invitations (firm_id, created_at DESC, id DESC);

CREATE TABLE firm.api_keys (
    firm_id     uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    id          uuid NOT NULL,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The first characters, to recognise a key by; far too few to guess the rest from.
    prefix      text NOT NULL CHECK (length(prefix) = 12),
    secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
    scopes      text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 128),
    created_by  uuid NOT NULL,
    creator     text NOT NULL CHECK (length(creator) <= 254),
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL CHECK (expires_at <= created_at + interval '367 days'),
    revoked_at  timestamptz,
    PRIMARY KEY (firm_id, id)
);
CREATE INDEX api_keys_secret ON firm.api_keys (secret_hash);
CREATE INDEX api_keys_newest ON firm.api_keys (firm_id, created_at DESC, id DESC);
CREATE INDEX api_keys_creator ON firm.api_keys (firm_id, created_by);

-- Beside the key and not on it: a key is a record of who gave what to a program, its last use is not.
CREATE TABLE firm.api_key_uses (
    firm_id      uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    key_id       uuid NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (firm_id, key_id),
    FOREIGN KEY (firm_id, key_id) REFERENCES firm.api_keys (firm_id, id) ON DELETE CASCADE
);

-- Keys end with the membership of whoever made them, and do not come back with it.
CREATE FUNCTION app.revoke_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE firm.api_keys k SET revoked_at = now()
     WHERE k.firm_id = OLD.firm_id AND k.created_by = OLD.user_id AND k.revoked_at IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER members_revoke_keys AFTER DELETE ON firm.members FOR EACH ROW EXECUTE FUNCTION app.revoke_keys();

-- Roles held in the copro itself, whichever firm manages it. A person may hold several.
CREATE TABLE tenant.members (
    tenant_id  uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    user_id    uuid NOT NULL,
    role       text NOT NULL CHECK (role IN ('council_member', 'auditor', 'co_owner', 'occupant')),
    -- Which of the copro's persons this is; opens that person's own account.
    person_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id, role),
    FOREIGN KEY (tenant_id, person_id) REFERENCES tenant.persons (tenant_id, id) ON DELETE SET NULL (person_id)
);
CREATE INDEX members_user ON tenant.members (user_id);
CREATE INDEX members_person ON tenant.members (tenant_id, person_id) WHERE person_id IS NOT NULL;

CREATE TABLE tenant.invitations (
    tenant_id    uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro,
    id           uuid NOT NULL,
    token_hash   bytea NOT NULL CHECK (length(token_hash) = 32),
    email        text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
    role         text NOT NULL CHECK (role IN ('council_member', 'auditor', 'co_owner', 'occupant')),
    person_id    uuid,
    language     text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
    invited_by   uuid NOT NULL,
    inviter      text NOT NULL CHECK (length(inviter) <= 254),
    sent         smallint NOT NULL DEFAULT 1 CHECK (sent BETWEEN 1 AND 5),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    accepted_at  timestamptz,
    withdrawn_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
    FOREIGN KEY (tenant_id, person_id) REFERENCES tenant.persons (tenant_id, id) ON DELETE SET NULL (person_id)
);
CREATE INDEX invitations_token ON tenant.invitations (token_hash);
CREATE INDEX invitations_newest ON tenant.invitations (tenant_id, created_at DESC, id DESC);
CREATE INDEX invitations_person ON tenant.invitations (tenant_id, person_id) WHERE person_id IS NOT NULL;

SELECT app.protect_firm('firm.assignments', 'SELECT, INSERT, DELETE');
SELECT app.protect_firm('firm.invitations', 'SELECT, INSERT, UPDATE');
SELECT app.protect_firm('firm.api_keys', 'SELECT, INSERT, UPDATE');
SELECT app.protect_firm('firm.api_key_uses', 'SELECT, INSERT, UPDATE');
SELECT app.protect('tenant.members', 'SELECT, INSERT, DELETE');
SELECT app.protect('tenant.invitations', 'SELECT, INSERT, UPDATE');

SELECT app.audited('firm.assignments');
SELECT app.audited('firm.invitations', '{token_hash}');
SELECT app.audited('firm.api_keys', '{secret_hash}');
SELECT app.audited('tenant.members');
SELECT app.audited('tenant.invitations', '{token_hash}');

-- The resolvers, anew. In PL/pgSQL, because its plans are kept on the connection: these run with every request, and planning would cost
-- more than looking up.
DROP FUNCTION app.resolve_firm(uuid, uuid);
CREATE FUNCTION app.resolve_firm(caller uuid, firm uuid)
    RETURNS TABLE (firm_id uuid, role text, all_copros boolean, second_factor_required boolean)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT m.firm_id, m.role, m.all_copros, f.require_second_factor
      FROM firm.members m JOIN firm.firms f ON f.firm_id = m.firm_id
     WHERE m.user_id = resolve_firm.caller AND m.firm_id = resolve_firm.firm;
END
$$;

-- Every role the caller holds in the copro: the one in the firm that manages it, if the copro is among those the member sees, and those
-- held in the copro itself. A firm's demand for a second factor is one on its staff.
DROP FUNCTION app.resolve_copro(uuid, text);
CREATE FUNCTION app.resolve_copro(caller uuid, slug_or_id text)
    RETURNS TABLE (tenant_id uuid, firm_id uuid, slug text, firm_role text, copro_roles text[], second_factor_required boolean)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    named uuid;
BEGIN
    IF slug_or_id ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN
        named := slug_or_id::uuid;
    ELSE
        SELECT c.tenant_id INTO named FROM firm.copros c WHERE c.slug = slug_or_id;
    END IF;
    RETURN QUERY
    SELECT c.tenant_id, c.firm_id, c.slug, m.role, own.roles, m.role IS NOT NULL AND f.require_second_factor
      FROM firm.copros c
      JOIN firm.firms f ON f.firm_id = c.firm_id
      LEFT JOIN firm.members m ON m.firm_id = c.firm_id AND m.user_id = caller
           AND (m.all_copros OR EXISTS (SELECT FROM firm.assignments a
                                         WHERE a.firm_id = c.firm_id AND a.user_id = caller AND a.tenant_id = c.tenant_id))
      CROSS JOIN LATERAL (SELECT coalesce(array_agg(t.role ORDER BY t.role), '{}') AS roles
                            FROM tenant.members t WHERE t.tenant_id = c.tenant_id AND t.user_id = caller) own
     WHERE c.tenant_id = named AND (m.role IS NOT NULL OR own.roles <> '{}');
END
$$;

-- Where the caller holds roles in the copro itself.
CREATE FUNCTION app.copros_of(caller uuid) RETURNS TABLE (tenant_id uuid, slug text, name text, roles text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.tenant_id, c.slug, c.name, array_agg(m.role ORDER BY m.role)
      FROM tenant.members m JOIN tenant.copro c ON c.tenant_id = m.tenant_id
     WHERE m.user_id = caller GROUP BY c.tenant_id, c.slug, c.name ORDER BY c.name, c.tenant_id LIMIT 100
$$;

-- The firms that let their staff in with a second factor only: told to the person, on whose account page it stands.
CREATE FUNCTION app.firms_requiring_second_factor(caller uuid) RETURNS TABLE (name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.name FROM firm.members m JOIN firm.firms f ON f.firm_id = m.firm_id
     WHERE m.user_id = caller AND f.require_second_factor ORDER BY f.name, f.firm_id LIMIT 100
$$;

-- Which firm a key acts for, and in whose name: nobody's, once its maker has left or it has expired.
CREATE FUNCTION app.resolve_api_key(secret_hash bytea)
    RETURNS TABLE (key_id uuid, firm_id uuid, user_id uuid, name text, language text, scopes text[], stale boolean)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT k.id, k.firm_id, k.created_by, k.name, u.language, k.scopes,
           coalesce(used.last_used_at < now() - interval '1 minute', true)
      FROM firm.api_keys k
      JOIN firm.members m ON m.firm_id = k.firm_id AND m.user_id = k.created_by
      JOIN identity.users u ON u.id = k.created_by
      LEFT JOIN firm.api_key_uses used ON used.firm_id = k.firm_id AND used.key_id = k.id
     WHERE k.secret_hash = resolve_api_key.secret_hash AND k.revoked_at IS NULL AND k.expires_at > now();
END
$$;

-- What a link of an invitation opens, to whoever holds it, with the roles its sender holds there now.
CREATE FUNCTION app.resolve_invitation(token_hash bytea)
    RETURNS TABLE (kind text, scope_id uuid, invitation_id uuid, firm_id uuid, slug text, name text, email text, role text, inviter text,
                   language text, expires_at timestamptz, inviter_roles text[], has_account boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'firm', i.firm_id, i.id, i.firm_id, '', f.name, i.email, i.role, i.inviter, i.language, i.expires_at,
           ARRAY(SELECT m.role FROM firm.members m WHERE m.firm_id = i.firm_id AND m.user_id = i.invited_by),
           EXISTS (SELECT FROM identity.users u WHERE u.email = i.email)
      FROM firm.invitations i JOIN firm.firms f ON f.firm_id = i.firm_id
     WHERE i.token_hash = resolve_invitation.token_hash AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()
    UNION ALL
    SELECT 'copro', i.tenant_id, i.id, c.firm_id, c.slug, c.name, i.email, i.role, i.inviter, i.language, i.expires_at,
           ARRAY(SELECT r.firm_role FROM app.resolve_copro(i.invited_by, i.tenant_id::text) r WHERE r.firm_role IS NOT NULL),
           EXISTS (SELECT FROM identity.users u WHERE u.email = i.email)
      FROM tenant.invitations i JOIN firm.copros c ON c.tenant_id = i.tenant_id
     WHERE i.token_hash = resolve_invitation.token_hash AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()
$$;

-- Names and addresses of the people in scope, and of nobody else: accounts are global, and no scope may read them.
CREATE FUNCTION app.people_of_firm() RETURNS TABLE (user_id uuid, email text, name text, second_factor boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.id, u.email, u.name,
           EXISTS (SELECT FROM identity.totp t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
           OR EXISTS (SELECT FROM identity.passkeys k WHERE k.user_id = u.id)
      FROM firm.members m JOIN identity.users u ON u.id = m.user_id WHERE m.firm_id = app.firm_id()
$$;

CREATE FUNCTION app.people_of_tenant() RETURNS TABLE (user_id uuid, email text, name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.id, u.email, u.name FROM identity.users u
     WHERE u.id IN (SELECT m.user_id FROM tenant.members m WHERE m.tenant_id = app.tenant_id())
$$;

GRANT EXECUTE ON FUNCTION app.resolve_firm(uuid, uuid), app.resolve_copro(uuid, text), app.copros_of(uuid), app.firms_requiring_second_factor(uuid),
    app.resolve_api_key(bytea), app.resolve_invitation(bytea) TO koprogo_app;
GRANT EXECUTE ON FUNCTION app.people_of_firm() TO koprogo_firm;
GRANT EXECUTE ON FUNCTION app.people_of_tenant() TO koprogo_tenant;
