-- Fills every table with rows of many copros and firms, whatever its columns, so that PostgreSQL plans as it would among many: the n-th row of
-- each table in a scope has the same id, so that foreign keys meet. Run by a superuser, in a database that is thrown away.
SET session_replication_role = replica;

CREATE FUNCTION pg_temp.value(name text, type text, choices text[]) RETURNS text LANGUAGE sql AS $$
    SELECT CASE
        WHEN type = 'uuid' THEN 'md5(scope || ''/'' || row)::uuid'
        WHEN cardinality(choices) > 0 THEN format('(%L::text[])[1 + row %% %s]', choices, cardinality(choices))
        WHEN type = 'text' THEN format('%L || row || ''-'' || left(scope, 8)', name)
        WHEN type = 'bytea' THEN format('sha256(convert_to(%L || row || scope, ''UTF8''))', name)
        WHEN type = 'smallint' THEN '(place * 60 + row) % 32000'
        WHEN type IN ('integer', 'bigint') THEN 'place * 60 + row'
        WHEN type = 'boolean' THEN 'row % 2 = 0'
        WHEN type = 'date' THEN 'DATE ''2020-01-01'' + row'
        WHEN type LIKE 'timestamp%' THEN 'now() + interval ''1 day'' * (row - 2)'
        WHEN type = 'interval' THEN 'interval ''1 day'''
        WHEN type = 'jsonb' THEN '''{}''::jsonb'
        WHEN type = 'xid8' THEN '''1''::xid8'
        WHEN type LIKE '%[]' THEN '''{}''' END
$$;

DO $$
DECLARE
    target record;
    broken text;
    columns text;
    vals text;
    scopes text;
    one_each boolean;
BEGIN
    FOR target IN SELECT r.oid, n.nspname AS schema, format('%I.%I', n.nspname, r.relname) AS name
                    FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace
                   WHERE r.relkind = 'r' AND n.nspname IN ('tenant', 'firm', 'jobs', 'identity', 'quota', 'billing', 'ops')
                     -- A table that holds one row has a boolean for its key.
                     AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                                      WHERE i.indrelid = r.oid AND i.indisprimary AND a.atttypid = 'boolean'::regtype) LOOP
        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
               string_agg(CASE WHEN a.attname = target.schema || '_id' THEN 'scope::uuid'
                               ELSE pg_temp.value(a.attname, format_type(a.atttypid, a.atttypmod), listed.choices) END, ', ' ORDER BY a.attnum)
          INTO STRICT columns, vals
          FROM pg_attribute a
          -- A column that allows a few words only gets those.
          LEFT JOIN LATERAL (
               SELECT array_agg(word[1]) AS choices FROM pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g') AS word
                WHERE k.conrelid = target.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
                  AND pg_get_constraintdef(k.oid) LIKE '%= ANY (ARRAY[%') AS listed ON true
         WHERE a.attrelid = target.oid AND a.attnum > 0 AND NOT a.attisdropped;
        FOR broken IN SELECT conname FROM pg_constraint WHERE conrelid = target.oid AND contype = 'c' LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target.name, broken);
        END LOOP;
        -- What is planned must not change under the test's feet.
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', target.name);
        one_each := EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                             WHERE i.indrelid = target.oid AND i.indisprimary AND i.indnkeyatts = 1 AND a.attname = target.schema || '_id');
        scopes := CASE target.schema WHEN 'tenant' THEN 'md5(md5(''firm'' || place) || ''/1'')' ELSE 'md5(''firm'' || place)' END;
        EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM (SELECT place, %s AS scope FROM generate_series(1, %s) AS place) AS s,
                        generate_series(1, %s) AS row ON CONFLICT DO NOTHING', target.name, columns, vals, scopes,
                       CASE WHEN one_each THEN 4000 ELSE 400 END,
                       CASE WHEN one_each THEN 1 WHEN target.name = 'firm.copros' THEN 60 ELSE 15 END);
    END LOOP;
END
$$;

-- In force: what the functions look for.
UPDATE ops.operators SET disabled_at = NULL;
UPDATE ops.windows SET refused_at = NULL, ended_at = NULL, ended_by = NULL, opens_at = now(), ends_at = now() + interval '1 hour';
UPDATE firm.api_keys SET revoked_at = NULL;
UPDATE firm.invitations SET accepted_at = NULL, withdrawn_at = NULL;
UPDATE tenant.invitations SET accepted_at = NULL, withdrawn_at = NULL;
UPDATE quota.overrides SET ended_at = NULL, ended_by = NULL;
UPDATE tenant.fiscal_years SET status = 'open';
UPDATE tenant.key_versions SET used_at = NULL;
UPDATE firm.copros SET status = 'active';
UPDATE firm.billing SET zone = 'Europe/Brussels';
UPDATE firm.transfers SET state = 'requested', side = 'out', to_firm_id = md5('firm2')::uuid, email = 'a@b.example';
UPDATE firm.transfers SET state = 'accepted' WHERE id = md5(md5('firm1') || '/1')::uuid;
DELETE FROM firm.handovers WHERE firm_id = md5('firm2')::uuid;
-- Behind every link that there is.
UPDATE tenant.audit_heads SET seq = seq + 1000000;
UPDATE firm.audit_heads SET seq = seq + 1000000;
ANALYZE;
