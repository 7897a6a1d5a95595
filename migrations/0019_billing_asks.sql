-- What billing asks of others: VIES about VAT numbers, the access point about documents; and requests, counted minute by minute.

-- When the register of VAT numbers is asked about the firm again. `number` as the firm wrote it: another one is asked about at once.
CREATE TABLE firm.vat_checks (
    firm_id uuid PRIMARY KEY DEFAULT app.firm_id() REFERENCES firm.billing,
    number  text NOT NULL CHECK (length(number) BETWEEN 1 AND 60),
    -- Without an answer, since the last one.
    tries   smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 1000),
    next_at timestamptz NOT NULL
);

-- Electronic invoices that were handed to the access point, under the one instance that all tries of a document have.
CREATE TABLE firm.invoice_sendings (
    firm_id  uuid NOT NULL DEFAULT app.firm_id(),
    number   text NOT NULL,
    instance uuid NOT NULL,
    -- What was said last (`einvoice::access_point::Answer`).
    answer   jsonb NOT NULL CHECK (pg_column_size(answer) <= 16384),
    asked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, number),
    FOREIGN KEY (firm_id, number) REFERENCES firm.invoices (firm_id, number)
);
SELECT app.protect_firm(t::regclass, 'SELECT, INSERT, UPDATE') FROM unnest(ARRAY['firm.vat_checks', 'firm.invoice_sendings']) AS t;

-- Taxable firms of other countries than `home` about whom it is time to think of asking. Ids and nothing else.
CREATE FUNCTION app.vies_due(home text, at timestamptz, count integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.firm_id FROM firm.billing b LEFT JOIN firm.vat_checks c ON c.firm_id = b.firm_id
     WHERE b.details ->> 'taxable' = 'true' AND b.details #>> '{address,country}' <> home AND b.details ->> 'vat_number' IS NOT NULL
       AND (c.firm_id IS NULL OR c.next_at <= at OR c.number <> b.details ->> 'vat_number')
     ORDER BY c.next_at NULLS FIRST, b.firm_id LIMIT least(vies_due.count, 1000)
$$;
GRANT EXECUTE ON FUNCTION app.vies_due(text, timestamptz, integer) TO koprogo_worker;

-- Requests that one replica answered, by firm and minute. A key that is known was kept before: the same minute is never counted twice.
CREATE FUNCTION app.api_calls_keep(firms uuid[], keys text[], times timestamptz[], counts bigint[]) RETURNS integer
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH kept AS (
        INSERT INTO firm.usage (firm_id, key, at, resource, quantity)
        SELECT m.firm, m.key, m.at, 'api-calls', m.quantity FROM unnest(firms, keys, times, counts) AS m (firm, key, at, quantity)
          JOIN firm.billing b ON b.firm_id = m.firm
         WHERE m.key LIKE 'api-calls:%' AND m.quantity > 0
        ON CONFLICT (firm_id, key) DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM kept
$$;
GRANT EXECUTE ON FUNCTION app.api_calls_keep(uuid[], text[], timestamptz[], bigint[]) TO koprogo_app;
