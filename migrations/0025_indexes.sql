-- Every statement finds its rows through an index that leads with the copro or the firm, in the one plan that serves all its callers
-- (`tests/it/plans`). And what runs with every request is planned once for each connection.

-- ------------------------------------------------------------------------------------------------------------------- indexes

-- Doors that open before a scope is known. With the scope behind the key, a statement inside a scope that is planned through one of them still
-- reads its own rows only.
DROP INDEX firm.members_user;
CREATE INDEX members_user ON firm.members (user_id, firm_id);
DROP INDEX tenant.members_user;
CREATE INDEX members_user ON tenant.members (user_id, tenant_id);
DROP INDEX firm.invitations_token;
CREATE INDEX invitations_token ON firm.invitations (token_hash, firm_id);
DROP INDEX tenant.invitations_token;
CREATE INDEX invitations_token ON tenant.invitations (token_hash, tenant_id);
DROP INDEX firm.payment_methods_by_provider;
CREATE INDEX payment_methods_by_provider ON firm.payment_methods (provider, firm_id);

-- Lists of the newest go by id, which sorts by time: the primary key has that order.
DROP INDEX firm.invitations_newest;
DROP INDEX firm.api_keys_newest;
DROP INDEX tenant.invitations_newest;

-- Read by name, like lots, owners and persons.
CREATE INDEX suppliers_by_name ON tenant.suppliers (tenant_id, name, id);

-- What is owed for an invoice, and what corrects it: asked for each line of a list of invoices.
CREATE INDEX receivables_of_invoice ON firm.receivables (firm_id, invoice) WHERE invoice IS NOT NULL;
CREATE INDEX invoices_correcting ON firm.invoices (firm_id, corrects) WHERE corrects IS NOT NULL;

-- A copro's transfers, asked for by the firm that gives it away and by the job that moves it.
CREATE INDEX transfers_of_copro ON firm.transfers (copro_id, firm_id);

-- What somebody agreed to.
CREATE INDEX consents_user ON identity.consents (user_id);

-- Jobs that are done are forgotten after a while, those that wait counted every few seconds.
CREATE INDEX jobs_done ON jobs.jobs (finished_at) WHERE status = 'done';

-- ----------------------------------------------------------------------------------------------------------------- functions

-- In PL/pgSQL, which keeps its plans: a function in SQL that is not inlined is parsed and planned anew by each statement that calls it. Each
-- does what it did.

-- With what is written.

CREATE OR REPLACE FUNCTION app.uuid_v7() RETURNS uuid
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
               PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid;
END
$$;

CREATE OR REPLACE FUNCTION app.billing_now() RETURNS timestamptz
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT now() + c.ahead FROM billing.clock c);
END
$$;

CREATE OR REPLACE FUNCTION app.count_usage(firm uuid, kind text, amount bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    at timestamptz;
BEGIN
    IF amount <> 0 AND firm IS NOT NULL THEN
        at := app.billing_now();
        INSERT INTO firm.usage (firm_id, key, at, resource, quantity, recorded_at)
        VALUES (firm, kind || ':' || app.uuid_v7(), at, kind, amount, at);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION app.refresh_summary() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
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
     WHERE c.tenant_id = app.tenant_id() AND s.tenant_id = c.tenant_id;
END
$$;

CREATE OR REPLACE FUNCTION app.webhooks_keep(ids text[], kinds text[], times bigint[], bodies bytea[]) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept integer;
BEGIN
    INSERT INTO billing.webhooks (id, kind, created, body, source)
    SELECT m.id, m.kind, m.created, m.body, 'webhook' FROM unnest(ids, kinds, times, bodies) AS m (id, kind, created, body)
    ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept;
END
$$;

CREATE OR REPLACE FUNCTION app.api_calls_keep(firms uuid[], keys text[], times timestamptz[], counts bigint[]) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept integer;
BEGIN
    INSERT INTO firm.usage (firm_id, key, at, resource, quantity)
    SELECT m.firm, m.key, m.at, 'api-calls', m.quantity FROM unnest(firms, keys, times, counts) AS m (firm, key, at, quantity)
      JOIN firm.billing b ON b.firm_id = m.firm
     WHERE m.key LIKE 'api-calls:%' AND m.quantity > 0
    ON CONFLICT (firm_id, key) DO NOTHING;
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept;
END
$$;

-- With what is read.

CREATE OR REPLACE FUNCTION app.firms_of(caller uuid) RETURNS TABLE (firm_id uuid, name text, role text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT f.firm_id, f.name, m.role FROM firm.members m JOIN firm.firms f ON f.firm_id = m.firm_id
     WHERE m.user_id = caller ORDER BY f.name, f.firm_id LIMIT 100;
END
$$;

CREATE OR REPLACE FUNCTION app.copros_of(caller uuid) RETURNS TABLE (tenant_id uuid, slug text, name text, roles text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT c.tenant_id, c.slug, c.name, array_agg(m.role ORDER BY m.role)
      FROM tenant.members m JOIN tenant.copro c ON c.tenant_id = m.tenant_id
     WHERE m.user_id = caller GROUP BY c.tenant_id, c.slug, c.name ORDER BY c.name, c.tenant_id LIMIT 100;
END
$$;

CREATE OR REPLACE FUNCTION app.firms_requiring_second_factor(caller uuid) RETURNS TABLE (name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT f.name FROM firm.members m JOIN firm.firms f ON f.firm_id = m.firm_id
     WHERE m.user_id = caller AND f.require_second_factor ORDER BY f.name, f.firm_id LIMIT 100;
END
$$;

CREATE OR REPLACE FUNCTION app.resolve_invitation(token_hash bytea)
    RETURNS TABLE (kind text, scope_id uuid, invitation_id uuid, firm_id uuid, slug text, name text, email text, role text, inviter text,
                   language text, expires_at timestamptz, inviter_roles text[], has_account boolean)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
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
     WHERE i.token_hash = resolve_invitation.token_hash AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now();
END
$$;

CREATE OR REPLACE FUNCTION app.people_of_firm() RETURNS TABLE (user_id uuid, email text, name text, second_factor boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT u.id, u.email, u.name,
           EXISTS (SELECT FROM identity.totp t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
           OR EXISTS (SELECT FROM identity.passkeys k WHERE k.user_id = u.id)
      FROM firm.members m JOIN identity.users u ON u.id = m.user_id WHERE m.firm_id = app.firm_id();
END
$$;

CREATE OR REPLACE FUNCTION app.people_of_tenant() RETURNS TABLE (user_id uuid, email text, name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT u.id, u.email, u.name FROM identity.users u
     WHERE u.id IN (SELECT m.user_id FROM tenant.members m WHERE m.tenant_id = app.tenant_id());
END
$$;

CREATE OR REPLACE FUNCTION app.firm_admins() RETURNS TABLE (email text, language text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT u.email, u.language FROM firm.members m JOIN identity.users u ON u.id = m.user_id
     WHERE m.firm_id = app.firm_id() AND m.role = 'firm_admin' ORDER BY u.email LIMIT 50;
END
$$;

CREATE OR REPLACE FUNCTION app.syndic_of_tenant() RETURNS TABLE (name text, company_number text)
    LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT f.name, f.company_number FROM firm.copros c JOIN firm.firms f ON f.firm_id = c.firm_id WHERE c.tenant_id = app.tenant_id();
END
$$;

CREATE OR REPLACE FUNCTION app.copro_stamp() RETURNS text
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT h.seq || ':' || encode(h.hash, 'hex') FROM tenant.audit_heads h WHERE h.tenant_id = app.tenant_id());
END
$$;

CREATE OR REPLACE FUNCTION app.audit_names(wanted uuid[]) RETURNS TABLE (user_id uuid, name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT u.id, coalesce(u.name, u.email) FROM identity.users u
     WHERE u.id = ANY (wanted)
       AND EXISTS (SELECT FROM tenant.audit_entries e WHERE e.tenant_id = app.tenant_id() AND e.actor = 'user:' || u.id);
END
$$;

CREATE OR REPLACE FUNCTION app.firm_audit_names(wanted uuid[]) RETURNS TABLE (user_id uuid, name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT u.id, coalesce(u.name, u.email) FROM identity.users u
     WHERE u.id = ANY (wanted)
       AND EXISTS (SELECT FROM firm.audit_entries e WHERE e.firm_id = app.firm_id() AND e.actor = 'user:' || u.id);
END
$$;
