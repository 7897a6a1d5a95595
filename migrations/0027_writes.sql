-- What a write costs PostgreSQL, beside the write itself: its line in the audit log, and the firm's summary row.

-- ------------------------------------------------------------------------------------------------------------------ the audit log

-- A row as it is kept, or what is kept of one that is too long: how long it was, and its hash.
CREATE FUNCTION app.audit_kept(whole text, id text, salt uuid) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF octet_length(whole) <= 16384 THEN
        RETURN whole;
    END IF;
    RETURN jsonb_build_object('id', id, 'bytes', octet_length(whole), 'salt', salt,
                              'sha256', encode(sha256(convert_to(whole, 'UTF8')), 'hex'))::text;
END
$$;

CREATE OR REPLACE FUNCTION app.audit_row(id text, before jsonb, after jsonb) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    salt constant uuid := gen_random_uuid();
BEGIN
    RETURN app.audit_kept(jsonb_build_object('id', id, 'before', before, 'after', after, 'salt', salt)::text, id, salt);
END
$$;

-- As before, and what is inserted, which is most of what is written, goes a shorter way: the first use of a function or an expression of PL/pgSQL
-- in a transaction costs more than what it does, so there are few of them. The rows of one copro or firm are gathered, hashed and told by two statements; a
-- key of more than four columns, and rows of several copros or firms in one statement, go the long way.
CREATE OR REPLACE FUNCTION app.audit_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    scope_column constant text := TG_TABLE_SCHEMA || '_id';
    key_columns constant text[] := TG_ARGV[0];
    hidden constant text[] := TG_ARGV[1]::text[] || scope_column;
    one record;
    noted text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT min(scope) AS scope, min(scope) = max(scope) AND count(*) <= 1000 AND cardinality(key_columns) <= 4 AS simple, count(*) AS count,
               array_agg(entry) AS rows, sha256(string_agg(sha256(convert_to(entry, 'UTF8')), '')) AS hash
          INTO one
          FROM (SELECT scope, CASE WHEN octet_length(whole) <= 16384 THEN whole ELSE app.audit_kept(whole, id, salt) END AS entry
                  FROM (SELECT scope, id, salt, jsonb_build_object('id', id, 'before', NULL, 'after', document - hidden, 'salt', salt)::text AS whole
                          FROM (SELECT (document ->> scope_column) COLLATE "C" AS scope, document, gen_random_uuid() AS salt,
                                       concat_ws('/', document ->> key_columns[1], document ->> key_columns[2], document ->> key_columns[3],
                                                 document ->> key_columns[4]) AS id
                                  FROM (SELECT to_jsonb(n) AS document FROM new_rows n OFFSET 0) AS written OFFSET 0) AS named OFFSET 0) AS long OFFSET 0) AS kept;
        IF one.simple THEN
            noted := current_setting('app.audit_scopes', true);
            IF noted IS NULL OR position(one.scope IN noted) = 0 THEN
                noted := set_config('app.audit_scopes', ltrim(concat(noted, ' ', TG_TABLE_SCHEMA, ':', one.scope)), true);
            END IF;
            IF TG_TABLE_SCHEMA = 'tenant' THEN
                INSERT INTO tenant.audit_entries (tenant_id, actor, action, request_id, object, verb, count, rows, content_hash)
                VALUES (one.scope::uuid, coalesce(nullif(current_setting('app.actor', true), ''), 'login:' || session_user),
                        coalesce(nullif(current_setting('app.action', true), ''), '-'), coalesce(current_setting('app.request', true), ''),
                        TG_TABLE_NAME, 'insert', one.count, one.rows, one.hash);
            ELSE
                INSERT INTO firm.audit_entries (firm_id, actor, action, request_id, object, verb, count, rows, content_hash)
                VALUES (one.scope::uuid, coalesce(nullif(current_setting('app.actor', true), ''), 'login:' || session_user),
                        coalesce(nullif(current_setting('app.action', true), ''), '-'), coalesce(current_setting('app.request', true), ''),
                        TG_TABLE_NAME, 'insert', one.count, one.rows, one.hash);
            END IF;
        ELSIF one.count > 0 THEN
            PERFORM app.audit_write(TG_TABLE_SCHEMA, told.scope, TG_TABLE_NAME, 'insert', told.rows)
               FROM (SELECT (document ->> scope_column)::uuid AS scope,
                            array_agg(app.audit_row(app.audit_id(document, key_columns), NULL, document - hidden)) AS rows
                       FROM (SELECT to_jsonb(n) AS document FROM new_rows n OFFSET 0) AS written
                      GROUP BY 1 ORDER BY 1) AS told;
        END IF;
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

-- As before: one entry, one link, in fewer statements. What the link is made of is what `app.audit_link` makes it of.
CREATE OR REPLACE FUNCTION app.audit_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    noted text := current_setting('app.audit_scopes', true);
    other text;
    head record;
    link bytea;
BEGIN
    IF position(' ' IN noted) > 0 THEN
        -- Several copros or firms: the ends of all their chains first, in order.
        FOR other IN SELECT DISTINCT name FROM unnest(string_to_array(noted, ' ')) AS name ORDER BY name LOOP
            PERFORM app.audit_head(split_part(other, ':', 1), split_part(other, ':', 2)::uuid);
        END LOOP;
        noted := set_config('app.audit_scopes', '', true);
    END IF;
    IF TG_TABLE_SCHEMA = 'tenant' THEN
        SELECT h.seq, h.hash INTO head FROM tenant.audit_heads h WHERE h.tenant_id = NEW.tenant_id FOR UPDATE;
        IF NOT FOUND THEN
            head := app.audit_head('tenant', NEW.tenant_id);
        END IF;
        INSERT INTO tenant.audit_chain AS c (tenant_id, seq, entry_id, prev, hash)
        SELECT NEW.tenant_id, head.seq + 1, NEW.id, head.hash,
               app.audit_link('tenant', NEW.tenant_id, head.seq + 1, head.hash, NEW.id, NEW.at, NEW.actor, NEW.action, NEW.request_id,
                              NEW.object, NEW.verb, NEW.count, NEW.content_hash)
        RETURNING c.hash INTO link;
        UPDATE tenant.audit_heads h SET seq = head.seq + 1, hash = link, at = now() WHERE h.tenant_id = NEW.tenant_id;
    ELSE
        SELECT h.seq, h.hash INTO head FROM firm.audit_heads h WHERE h.firm_id = NEW.firm_id FOR UPDATE;
        IF NOT FOUND THEN
            head := app.audit_head('firm', NEW.firm_id);
        END IF;
        INSERT INTO firm.audit_chain AS c (firm_id, seq, entry_id, prev, hash)
        SELECT NEW.firm_id, head.seq + 1, NEW.id, head.hash,
               app.audit_link('firm', NEW.firm_id, head.seq + 1, head.hash, NEW.id, NEW.at, NEW.actor, NEW.action, NEW.request_id,
                              NEW.object, NEW.verb, NEW.count, NEW.content_hash)
        RETURNING c.hash INTO link;
        UPDATE firm.audit_heads h SET seq = head.seq + 1, hash = link, at = now() WHERE h.firm_id = NEW.firm_id;
    END IF;
    RETURN NULL;
END
$$;

-- -------------------------------------------------------------------------------------------------------------- the summary row

-- The parts of it that have changed: what the copro is (`registry`), what its owners were asked for and owe (`money`). The sums of the ledger grow
-- with it, and a lot that is added does not change them.
CREATE FUNCTION app.refresh_summary(registry boolean, money boolean) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF registry THEN
        UPDATE firm.copros s
           SET name = c.name, city = c.city, status = c.status, shares_total = c.shares_total, updated_at = now(),
               lots = (SELECT count(*) FROM tenant.lots l WHERE l.tenant_id = c.tenant_id),
               owners = (SELECT count(DISTINCT o.owner_id) FROM tenant.ownerships o WHERE o.tenant_id = c.tenant_id AND o.valid_to IS NULL),
               shares_assigned = coalesce((
                   SELECT sum(w.weight) FROM tenant.key_weights w
                    WHERE w.tenant_id = c.tenant_id AND w.key_version_id = (
                        SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
                         WHERE k.tenant_id = c.tenant_id AND k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1)), 0)
          FROM tenant.copro c
         WHERE c.tenant_id = app.tenant_id() AND s.tenant_id = c.tenant_id;
    END IF;
    IF money THEN
        UPDATE firm.copros s
           SET updated_at = now(),
               called_cents = coalesce((SELECT sum(k.total_cents) FROM tenant.calls k WHERE k.tenant_id = s.tenant_id), 0),
               balance_cents = coalesce((
                   SELECT sum(l.amount_cents) FROM tenant.entry_lines l WHERE l.tenant_id = s.tenant_id AND l.owner_id IS NOT NULL), 0)
         WHERE s.tenant_id = app.tenant_id();
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION app.refresh_summary(boolean, boolean) TO koprogo_tenant;

-- `app.finish` of the parts. The one before, and the summary made whole, stay for replicas of the version before this.
CREATE FUNCTION app.finish(registry boolean, money boolean, firm uuid, while_open boolean) RETURNS text
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF registry OR money THEN
        PERFORM app.refresh_summary(registry, money);
    END IF;
    IF firm IS NULL THEN
        RETURN 'held';
    ELSIF while_open THEN
        RETURN app.hold_open_copro(firm);
    ELSE
        RETURN CASE WHEN app.hold_syndic(firm) THEN 'held' ELSE 'gone' END;
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION app.finish(boolean, boolean, uuid, boolean) TO koprogo_tenant;
