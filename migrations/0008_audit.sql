-- The audit log: who did what to which rows, before and after, written by the database itself in the transaction that did it.
--
-- One entry per statement and table and copro (or firm). At commit the transaction's entries are appended to the chain of that copro: each
-- link holds the hash of the one before, so that nothing can be edited, removed, moved or put in between without every later link
-- being wrong. The ends of the chains are written outside the database every minute (crate `audit`, anchors), so that a chain made
-- anew as a whole is noticed as well. `koprogo audit verify` computes everything again, in Rust, from the rows.

-- What one statement did to one table. A row is a text of JSON, kept exactly as it was hashed:
--   {"id", "before", "after", "salt"}    a row; of an update only what changed
--   {"id", "bytes", "sha256", "salt"}    a row too long to keep
--   {"rest", "sha256"}                   the last element of a statement that touched more rows than are kept
--   {"erased"}                           a row blanked on behalf of the person it told about; the hash of what stood there
-- content_hash = sha256(sha256(row 1) ‖ sha256(row 2) ‖ …): a blanked row leaves its hash, and the chain stays verifiable. Each row carries
-- its own salt, which is gone with the row: nobody can guess a name and compare.
CREATE TABLE tenant.audit_entries (
    tenant_id    uuid NOT NULL DEFAULT app.tenant_id(),
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    at           timestamptz NOT NULL DEFAULT now(),
    -- user:<uuid>, key:<uuid>, operator:<uuid>, platform (a job, the command line), login:<role> (SQL by hand)
    actor        text NOT NULL,
    -- The name of the transaction, as in lots.create.
    action       text NOT NULL,
    request_id   text NOT NULL,
    object       text NOT NULL,
    verb         text NOT NULL CHECK (verb IN ('insert', 'update', 'delete', 'erase')),
    count        integer NOT NULL CHECK (count > 0),
    rows         text[] NOT NULL,
    content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE firm.audit_entries (LIKE tenant.audit_entries INCLUDING ALL);
ALTER TABLE firm.audit_entries RENAME COLUMN tenant_id TO firm_id;
ALTER TABLE firm.audit_entries ALTER COLUMN firm_id SET DEFAULT app.firm_id();

-- The order of things, without gaps. No foreign keys: the log outlives what it tells of, and would otherwise lock what it mentions.
CREATE TABLE tenant.audit_chain (
    tenant_id uuid NOT NULL DEFAULT app.tenant_id(),
    seq       bigint NOT NULL CHECK (seq > 0),
    entry_id  uuid NOT NULL,
    prev      bytea NOT NULL CHECK (length(prev) = 32),
    hash      bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant_id, seq),
    UNIQUE (tenant_id, entry_id)
);
CREATE TABLE firm.audit_chain (LIKE tenant.audit_chain INCLUDING ALL);
ALTER TABLE firm.audit_chain RENAME COLUMN tenant_id TO firm_id;
ALTER TABLE firm.audit_chain ALTER COLUMN firm_id SET DEFAULT app.firm_id();

-- Where each chain ends. The row is the lock that orders commits of one copro, and nothing else is waited for while it is held.
CREATE TABLE tenant.audit_heads (
    tenant_id uuid PRIMARY KEY DEFAULT app.tenant_id(),
    seq       bigint NOT NULL CHECK (seq >= 0),
    hash      bytea NOT NULL CHECK (length(hash) = 32),
    at        timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE firm.audit_heads (LIKE tenant.audit_heads INCLUDING ALL);
ALTER TABLE firm.audit_heads RENAME COLUMN tenant_id TO firm_id;
ALTER TABLE firm.audit_heads ALTER COLUMN firm_id SET DEFAULT app.firm_id();

SELECT app.protect('tenant.audit_entries', 'SELECT');
SELECT app.protect('tenant.audit_chain', 'SELECT');
SELECT app.protect('tenant.audit_heads', 'SELECT');
SELECT app.protect_firm('firm.audit_entries', 'SELECT');
SELECT app.protect_firm('firm.audit_chain', 'SELECT');
SELECT app.protect_firm('firm.audit_heads', 'SELECT');

-- ---------------------------------------------------------------------------------------------------------------- writing entries

-- These run with every statement that writes. In PL/pgSQL, which keeps its plans: a function in SQL that is not inlined is parsed and planned
-- anew by each statement that calls it. And one row, which is what most statements write, goes the short way.

-- The primary key of a row without its scope, as one text.
CREATE FUNCTION app.audit_id(document jsonb, columns text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF cardinality(columns) = 1 THEN
        RETURN document ->> columns[1];
    END IF;
    RETURN (SELECT string_agg(document ->> name, '/' ORDER BY place) FROM unnest(columns) WITH ORDINALITY AS part (name, place));
END
$$;

-- What `document` says differently from `other`.
CREATE FUNCTION app.audit_difference(document jsonb, other jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(document) WHERE other -> key IS DISTINCT FROM value);
END
$$;

CREATE FUNCTION app.audit_row(id text, before jsonb, after jsonb) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    kept_bytes_max constant integer := 16384;
    salt constant uuid := gen_random_uuid();
    whole constant text := jsonb_build_object('id', id, 'before', before, 'after', after, 'salt', salt)::text;
BEGIN
    IF octet_length(whole) <= kept_bytes_max THEN
        RETURN whole;
    END IF;
    RETURN jsonb_build_object('id', id, 'bytes', octet_length(whole), 'salt', salt,
                              'sha256', encode(sha256(convert_to(whole, 'UTF8')), 'hex'))::text;
END
$$;

-- sha256 over the hashes of rows. A blanked row stands for what it was.
CREATE FUNCTION app.audit_content_hash(rows text[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF cardinality(rows) = 1 AND rows[1] NOT LIKE '{"erased": "%' THEN
        RETURN sha256(sha256(convert_to(rows[1], 'UTF8')));
    END IF;
    RETURN (SELECT sha256(coalesce(string_agg(CASE WHEN entry LIKE '{"erased": "%' THEN decode(entry::jsonb ->> 'erased', 'hex')
                                                   ELSE sha256(convert_to(entry, 'UTF8')) END, ''::bytea ORDER BY place), ''))
              FROM unnest(rows) WITH ORDINALITY AS part (entry, place));
END
$$;

-- A statement may touch a hundred thousand rows; what is kept of them is bounded.
CREATE FUNCTION app.audit_bounded(rows text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF cardinality(rows) <= 1000 THEN
        RETURN rows;
    END IF;
    RETURN rows[1:1000] || jsonb_build_object('rest', cardinality(rows) - 1000,
                                              'sha256', encode(app.audit_content_hash(rows[1001:]), 'hex'))::text;
END
$$;

CREATE FUNCTION app.audit_write(schema text, scope uuid, object text, verb text, rows text[], action text DEFAULT NULL) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    kept constant text[] := app.audit_bounded(rows);
    who constant text := coalesce(nullif(current_setting('app.actor', true), ''), 'login:' || session_user);
    what constant text := coalesce(action, nullif(current_setting('app.action', true), ''), '-');
    request constant text := coalesce(current_setting('app.request', true), '');
    touched constant text := coalesce(current_setting('app.audit_scopes', true), '');
    this constant text := schema || ':' || scope;
    noted text;
BEGIN
    IF position(this IN touched) = 0 THEN
        noted := set_config('app.audit_scopes', ltrim(touched || ' ' || this), true);
    END IF;
    IF schema = 'tenant' THEN
        INSERT INTO tenant.audit_entries (tenant_id, actor, action, request_id, object, verb, count, rows, content_hash)
        VALUES (scope, who, what, request, object, verb, cardinality(rows), kept, app.audit_content_hash(kept));
    ELSE
        INSERT INTO firm.audit_entries (firm_id, actor, action, request_id, object, verb, count, rows, content_hash)
        VALUES (scope, who, what, request, object, verb, cardinality(rows), kept, app.audit_content_hash(kept));
    END IF;
END
$$;

-- The trigger of every audited table. Arguments: the columns of its key without the scope; columns that are never written down. The scope is the
-- row's own, not the transaction's: a function that runs with the owner's rights is told on as well, and a row that moves from one firm to
-- another appears in both logs.
CREATE FUNCTION app.audit_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    scope_column constant text := TG_TABLE_SCHEMA || '_id';
    key_columns constant text[] := TG_ARGV[0];
    hidden constant text[] := TG_ARGV[1]::text[] || scope_column;
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM app.audit_write(TG_TABLE_SCHEMA, told.scope, TG_TABLE_NAME, 'insert', told.rows)
           FROM (SELECT (document ->> scope_column)::uuid AS scope,
                        array_agg(app.audit_row(app.audit_id(document, key_columns), NULL, document - hidden)) AS rows
                   FROM (SELECT to_jsonb(n) AS document FROM new_rows n OFFSET 0) AS written
                  GROUP BY 1 ORDER BY 1) AS told;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM app.audit_write(TG_TABLE_SCHEMA, told.scope, TG_TABLE_NAME, 'delete', told.rows)
           FROM (SELECT (document ->> scope_column)::uuid AS scope,
                        array_agg(app.audit_row(app.audit_id(document, key_columns), document - hidden, NULL)) AS rows
                   FROM (SELECT to_jsonb(o) AS document FROM old_rows o OFFSET 0) AS gone
                  GROUP BY 1 ORDER BY 1) AS told;
    ELSE
        PERFORM app.audit_write(TG_TABLE_SCHEMA, told.scope, TG_TABLE_NAME, 'update', told.rows)
           FROM (SELECT scope, array_agg(CASE WHEN o.document IS NULL OR n.document IS NULL
                                              THEN app.audit_row(id, o.document, n.document)
                                              ELSE app.audit_row(id, app.audit_difference(o.document, n.document),
                                                                 app.audit_difference(n.document, o.document)) END) AS rows
                   FROM (SELECT (w.document ->> scope_column)::uuid AS scope, app.audit_id(w.document, key_columns) AS id,
                                w.document - hidden AS document
                           FROM (SELECT to_jsonb(t) AS document FROM old_rows t OFFSET 0) AS w) AS o
                   FULL JOIN (SELECT (w.document ->> scope_column)::uuid AS scope, app.audit_id(w.document, key_columns) AS id,
                                     w.document - hidden AS document
                                FROM (SELECT to_jsonb(t) AS document FROM new_rows t OFFSET 0) AS w) AS n USING (scope, id)
                  WHERE o.document IS DISTINCT FROM n.document
                  GROUP BY scope ORDER BY scope) AS told;
    END IF;
    RETURN NULL;
END
$$;

-- Puts the log on a table of schema tenant or firm. `hidden` names columns that are never written down: secrets, source files, and what is
-- computed from elsewhere; a change of nothing else leaves no entry. Rows that the table holds already become its first entry, so that the
-- rows of a table are the sum of its entries from the beginning.
CREATE FUNCTION app.audited(target regclass, hidden text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    schema constant text := (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target);
    name constant text := (SELECT c.relname FROM pg_class c WHERE c.oid = target);
    scope_column constant text := schema || '_id';
    key_columns text[];
    wrong text;
BEGIN
    SELECT column_name INTO wrong FROM unnest(hidden) AS column_name
     WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = target AND a.attname = column_name AND NOT a.attisdropped);
    IF FOUND THEN
        RAISE EXCEPTION '% has no column %', target, wrong;
    END IF;
    SELECT coalesce(array_agg(a.attname::text ORDER BY k.place) FILTER (WHERE a.attname <> scope_column), ARRAY[scope_column])
      INTO STRICT key_columns
      FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
     WHERE i.indrelid = target AND i.indisprimary;
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION app.audit_record(%L, %L)', target, key_columns, hidden);
    EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION app.audit_record(%L, %L)', target, key_columns, hidden);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION app.audit_record(%L, %L)', target, key_columns, hidden);
    EXECUTE format('SELECT app.audit_write(%L, told.scope, %L, ''insert'', told.rows, ''audit.begin'')
                      FROM (SELECT (document ->> %L)::uuid AS scope,
                                   array_agg(app.audit_row(app.audit_id(document, %L), NULL, document - %L::text[])) AS rows
                              FROM (SELECT to_jsonb(t) AS document FROM %s t OFFSET 0) AS held GROUP BY 1 ORDER BY 1) AS told',
                   schema, name, scope_column, key_columns, hidden || scope_column, target);
END
$$;

-- ---------------------------------------------------------------------------------------------------------------------- the chain

-- A field as it is hashed: its length, then its bytes, so that no two lists of fields have the same bytes.
CREATE FUNCTION app.audit_field(field bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN int4send(length(field)) || field;

CREATE FUNCTION app.audit_link(schema text, scope uuid, seq bigint, prev bytea, entry_id uuid, at timestamptz, actor text, action text,
                               request_id text, object text, verb text, count integer, content_hash bytea) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(app.audit_field('koprogo-audit-1') || app.audit_field(convert_to(schema, 'UTF8'))
        || app.audit_field(convert_to(scope::text, 'UTF8')) || app.audit_field(convert_to(seq::text, 'UTF8'))
        || app.audit_field(prev) || app.audit_field(convert_to(entry_id::text, 'UTF8'))
        || app.audit_field(convert_to((extract(epoch FROM at) * 1000000)::bigint::text, 'UTF8'))
        || app.audit_field(convert_to(actor, 'UTF8')) || app.audit_field(convert_to(action, 'UTF8'))
        || app.audit_field(convert_to(request_id, 'UTF8')) || app.audit_field(convert_to(object, 'UTF8'))
        || app.audit_field(convert_to(verb, 'UTF8')) || app.audit_field(convert_to(count::text, 'UTF8'))
        || app.audit_field(content_hash))
$$;

-- Locks the end of one chain and says where it is.
CREATE FUNCTION app.audit_head(schema text, scope uuid, OUT seq bigint, OUT hash bytea) LANGUAGE plpgsql AS $$
DECLARE
    nothing constant bytea := decode(repeat('00', 32), 'hex');
BEGIN
    IF schema = 'tenant' THEN
        SELECT h.seq, h.hash INTO seq, hash FROM tenant.audit_heads h WHERE h.tenant_id = scope FOR UPDATE;
        IF NOT FOUND THEN
            INSERT INTO tenant.audit_heads (tenant_id, seq, hash) VALUES (scope, 0, nothing) ON CONFLICT DO NOTHING;
            SELECT h.seq, h.hash INTO seq, hash FROM tenant.audit_heads h WHERE h.tenant_id = scope FOR UPDATE;
        END IF;
    ELSE
        SELECT h.seq, h.hash INTO seq, hash FROM firm.audit_heads h WHERE h.firm_id = scope FOR UPDATE;
        IF NOT FOUND THEN
            INSERT INTO firm.audit_heads (firm_id, seq, hash) VALUES (scope, 0, nothing) ON CONFLICT DO NOTHING;
            SELECT h.seq, h.hash INTO seq, hash FROM firm.audit_heads h WHERE h.firm_id = scope FOR UPDATE;
        END IF;
    END IF;
END
$$;

-- Appends one entry to its chain, at commit: by then every other lock of the transaction is held, so that whoever holds the end of a chain
-- waits for nobody. A transaction of several copros or firms first takes the ends of all their chains, in order.
CREATE FUNCTION app.audit_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched constant text[] := string_to_array(nullif(current_setting('app.audit_scopes', true), ''), ' ');
    other text;
    head record;
    link bytea;
    scope uuid;
    noted text;
BEGIN
    IF cardinality(touched) > 1 THEN
        FOR other IN SELECT DISTINCT name FROM unnest(touched) AS name ORDER BY name LOOP
            PERFORM app.audit_head(split_part(other, ':', 1), split_part(other, ':', 2)::uuid);
        END LOOP;
    END IF;
    IF touched IS NOT NULL THEN
        noted := set_config('app.audit_scopes', '', true);
    END IF;
    IF TG_TABLE_SCHEMA = 'tenant' THEN
        scope := NEW.tenant_id;
    ELSE
        scope := NEW.firm_id;
    END IF;
    head := app.audit_head(TG_TABLE_SCHEMA, scope);
    link := app.audit_link(TG_TABLE_SCHEMA, scope, head.seq + 1, head.hash, NEW.id, NEW.at, NEW.actor, NEW.action, NEW.request_id,
                           NEW.object, NEW.verb, NEW.count, NEW.content_hash);
    IF TG_TABLE_SCHEMA = 'tenant' THEN
        INSERT INTO tenant.audit_chain (tenant_id, seq, entry_id, prev, hash) VALUES (scope, head.seq + 1, NEW.id, head.hash, link);
        UPDATE tenant.audit_heads h SET seq = head.seq + 1, hash = link, at = now() WHERE h.tenant_id = scope;
    ELSE
        INSERT INTO firm.audit_chain (firm_id, seq, entry_id, prev, hash) VALUES (scope, head.seq + 1, NEW.id, head.hash, link);
        UPDATE firm.audit_heads h SET seq = head.seq + 1, hash = link, at = now() WHERE h.firm_id = scope;
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER audit_seal AFTER INSERT ON tenant.audit_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.audit_seal();
CREATE CONSTRAINT TRIGGER audit_seal AFTER INSERT ON firm.audit_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.audit_seal();

-- Entries and links are never changed, by the owner neither, but for one thing: a row of an entry may give way to its own hash. Whether
-- somebody answered for that is what the verification asks.
CREATE FUNCTION app.audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_heads' THEN
        IF NEW.seq = OLD.seq + 1 AND to_jsonb(NEW) - '{seq,hash,at}'::text[] = to_jsonb(OLD) - '{seq,hash,at}'::text[] THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_entries' THEN
        IF to_jsonb(NEW) - 'rows' = to_jsonb(OLD) - 'rows' AND cardinality(NEW.rows) = cardinality(OLD.rows)
           AND NOT EXISTS (SELECT FROM unnest(OLD.rows, NEW.rows) AS pair (was, is_now)
                            WHERE is_now <> was AND is_now <> app.audit_erased(was)) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit log %.% is only ever added to', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

-- What stays of a blanked row.
CREATE FUNCTION app.audit_erased(entry text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN entry LIKE '{"erased": "%' THEN entry
                ELSE jsonb_build_object('erased', encode(sha256(convert_to(entry, 'UTF8')), 'hex'))::text END;

DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['tenant.audit_entries', 'tenant.audit_chain', 'tenant.audit_heads',
                                  'firm.audit_entries', 'firm.audit_chain', 'firm.audit_heads'] LOOP
        EXECUTE format('CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON %s
                        FOR EACH ROW EXECUTE FUNCTION app.audit_refuse()', target);
        EXECUTE format('CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON %s
                        FOR EACH STATEMENT EXECUTE FUNCTION app.audit_refuse()', target);
    END LOOP;
END
$$;

-- ------------------------------------------------------------------------------------------------------------------------ erasure

-- Blanks every row of the log of the scope that mentions one of `subjects` (ids: of the person, of an owner that is this person alone, of an
-- invitation), and leaves entries that name what was blanked: per entry its id and the positions of its rows, counted from 1. Call it
-- last: what the erasing transaction itself changed is told in the log with the old values, and is blanked along. The number of rows blanked.
CREATE FUNCTION app.audit_blank_in(schema text, scope uuid, subjects uuid[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    patterns constant text[] := ARRAY(SELECT '%' || subject || '%' FROM unnest(subjects) AS subject);
    found record;
    notes text[] := '{}';
    blanked bigint := 0;
BEGIN
    FOR found IN
        WITH entries AS (
            SELECT e.id, e.rows FROM tenant.audit_entries e WHERE schema = 'tenant' AND e.tenant_id = scope
            UNION ALL SELECT e.id, e.rows FROM firm.audit_entries e WHERE schema = 'firm' AND e.firm_id = scope)
        SELECT e.id, array_agg(part.place ORDER BY part.place) AS positions
          FROM entries e CROSS JOIN unnest(e.rows) WITH ORDINALITY AS part (entry, place)
         WHERE part.entry LIKE ANY (patterns) GROUP BY e.id ORDER BY e.id
    LOOP
        IF schema = 'tenant' THEN
            UPDATE tenant.audit_entries e SET rows = ARRAY(
                SELECT CASE WHEN place = ANY (found.positions) THEN app.audit_erased(entry) ELSE entry END
                  FROM unnest(e.rows) WITH ORDINALITY AS part (entry, place) ORDER BY place)
             WHERE e.tenant_id = scope AND e.id = found.id;
        ELSE
            UPDATE firm.audit_entries e SET rows = ARRAY(
                SELECT CASE WHEN place = ANY (found.positions) THEN app.audit_erased(entry) ELSE entry END
                  FROM unnest(e.rows) WITH ORDINALITY AS part (entry, place) ORDER BY place)
             WHERE e.firm_id = scope AND e.id = found.id;
        END IF;
        blanked := blanked + cardinality(found.positions);
        notes := notes || jsonb_build_object('entry', found.id, 'rows', to_jsonb(found.positions))::text;
        IF cardinality(notes) = 1000 THEN
            PERFORM app.audit_write(schema, scope, 'audit_entries', 'erase', notes);
            notes := '{}';
        END IF;
    END LOOP;
    IF cardinality(notes) > 0 THEN
        PERFORM app.audit_write(schema, scope, 'audit_entries', 'erase', notes);
    END IF;
    RETURN blanked;
END
$$;

CREATE FUNCTION app.audit_blank(subjects uuid[]) RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    RETURN app.audit_blank_in('tenant', app.tenant_id(), subjects);
CREATE FUNCTION app.firm_audit_blank(subjects uuid[]) RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    RETURN app.audit_blank_in('firm', app.firm_id(), subjects);
GRANT EXECUTE ON FUNCTION app.audit_blank(uuid[]) TO koprogo_tenant;
GRANT EXECUTE ON FUNCTION app.firm_audit_blank(uuid[]) TO koprogo_firm;

-- ------------------------------------------------------------------------------------------------------------------------ reading

-- Names of people who acted in the scope, and of nobody else.
CREATE FUNCTION app.audit_names(wanted uuid[]) RETURNS TABLE (user_id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.id, coalesce(u.name, u.email) FROM identity.users u
     WHERE u.id = ANY (wanted)
       AND EXISTS (SELECT FROM tenant.audit_entries e WHERE e.tenant_id = app.tenant_id() AND e.actor = 'user:' || u.id)
$$;
CREATE FUNCTION app.firm_audit_names(wanted uuid[]) RETURNS TABLE (user_id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.id, coalesce(u.name, u.email) FROM identity.users u
     WHERE u.id = ANY (wanted)
       AND EXISTS (SELECT FROM firm.audit_entries e WHERE e.firm_id = app.firm_id() AND e.actor = 'user:' || u.id)
$$;
GRANT EXECUTE ON FUNCTION app.audit_names(uuid[]) TO koprogo_tenant;
GRANT EXECUTE ON FUNCTION app.firm_audit_names(uuid[]) TO koprogo_firm;

-- --------------------------------------------------------------------------------------------------------- periodic work, anchors

-- Work done every so often, by one worker at a time: whoever moves `next_at` on does it.
CREATE TABLE jobs.periodic (
    name        text PRIMARY KEY CHECK (name ~ '^[a-z_]+(\.[a-z_]+)+$'),
    next_at     timestamptz NOT NULL,
    finished_at timestamptz,
    -- What went wrong the last time; nothing when all went well.
    last_error  text CHECK (length(last_error) <= 2000)
);
ALTER TABLE jobs.periodic ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs.periodic FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON jobs.periodic FOR ALL TO koprogo_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON jobs.periodic TO koprogo_worker;

-- The last end of each chain that is written down outside the database.
CREATE TABLE jobs.audit_anchored (
    schema text NOT NULL CHECK (schema IN ('tenant', 'firm')),
    scope  uuid NOT NULL,
    seq    bigint NOT NULL,
    PRIMARY KEY (schema, scope)
);
ALTER TABLE jobs.audit_anchored ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs.audit_anchored FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON jobs.audit_anchored FOR ALL TO koprogo_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON jobs.audit_anchored TO koprogo_worker;

-- The last anchor written: one row.
CREATE TABLE jobs.audit_anchor (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    number   bigint NOT NULL CHECK (number >= 0),
    hash     bytea NOT NULL CHECK (length(hash) = 32),
    at       timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE jobs.audit_anchor ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs.audit_anchor FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON jobs.audit_anchor FOR ALL TO koprogo_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON jobs.audit_anchor TO koprogo_worker;

-- Ends of chains that are not written down yet, oldest first. Numbers and hashes only: nothing of what happened.
CREATE FUNCTION app.audit_unanchored(most integer) RETURNS TABLE (schema text, scope uuid, seq bigint, hash bytea, at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT h.schema, h.scope, h.seq, h.hash, h.at
      FROM (SELECT 'tenant' AS schema, t.tenant_id AS scope, t.seq, t.hash, t.at FROM tenant.audit_heads t
            UNION ALL SELECT 'firm', f.firm_id, f.seq, f.hash, f.at FROM firm.audit_heads f) AS h
      LEFT JOIN jobs.audit_anchored a ON a.schema = h.schema AND a.scope = h.scope
     WHERE a.seq IS DISTINCT FROM h.seq ORDER BY h.at LIMIT most
$$;
GRANT EXECUTE ON FUNCTION app.audit_unanchored(integer) TO koprogo_worker;

-- -------------------------------------------------------------------------------------------------------------- what is audited

-- Left out, with the reason in store::doctor (UNAUDITED): counters, idempotency, expense_shares, call_shares, and the log itself.
SELECT app.audited('tenant.copro', '{updated_at}');
SELECT app.audited('tenant.imports', '{source,columns,errors,summary,before,progress}');
SELECT app.audited('tenant.lots');
SELECT app.audited('tenant.persons');
SELECT app.audited('tenant.owners');
SELECT app.audited('tenant.owner_members');
SELECT app.audited('tenant.ownerships');
SELECT app.audited('tenant.keys');
SELECT app.audited('tenant.key_versions');
SELECT app.audited('tenant.key_weights');
SELECT app.audited('tenant.fiscal_years');
SELECT app.audited('tenant.entries');
SELECT app.audited('tenant.entry_lines');
SELECT app.audited('tenant.files');
SELECT app.audited('tenant.suppliers');
SELECT app.audited('tenant.expenses');
SELECT app.audited('tenant.calls');
SELECT app.audited('tenant.notices');
SELECT app.audited('tenant.receipts');
SELECT app.audited('firm.firms');
SELECT app.audited('firm.members');
-- The summary follows from the copro, whose own log has it: writing it here as well would make all copros of a firm wait for each other.
SELECT app.audited('firm.copros', '{name,city,status,shares_total,shares_assigned,lots,owners,called_cents,balance_cents,updated_at}');
