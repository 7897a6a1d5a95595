-- What time it is for what firms are billed: the world's, by how much it is ahead. A development server lets its person live through months,
-- and what is counted meanwhile has to be dated as the rest of the account is. Only the owner of the schema may write here, and no process
-- that serves or works logs in as the owner: anywhere else it stays at zero.
CREATE TABLE billing.clock (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    ahead    interval NOT NULL
);
INSERT INTO billing.clock (ahead) VALUES ('0');

CREATE FUNCTION app.billing_now() RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT now() + c.ahead FROM billing.clock c
$$;
REVOKE EXECUTE ON FUNCTION app.billing_now() FROM PUBLIC;

-- When a firm became a customer, and when something was used. Each is written by a function with its owner's rights.
CREATE OR REPLACE FUNCTION app.open_billing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO firm.billing (firm_id, subscription_id, began_at, zone)
    VALUES (NEW.firm_id, app.uuid_v7(), app.billing_now(), CASE NEW.country WHEN 'FR' THEN 'Europe/Paris' ELSE 'Europe/Brussels' END);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION app.billing_copro_fact(firm uuid, copro uuid, what text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    fact_key text := 'copro:' || app.uuid_v7();
BEGIN
    PERFORM app.billing_append(firm, fact_key, jsonb_build_object('used', jsonb_build_object(
        'key', fact_key,
        'at', to_char(app.billing_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'what', jsonb_build_object(what, jsonb_build_object('copro', copro)))));
END
$$;

CREATE OR REPLACE FUNCTION app.count_usage(firm uuid, kind text, amount bigint) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO firm.usage (firm_id, key, at, resource, quantity, recorded_at)
    SELECT firm, kind || ':' || app.uuid_v7(), app.billing_now(), kind, amount, app.billing_now() WHERE amount <> 0 AND firm IS NOT NULL
$$;
