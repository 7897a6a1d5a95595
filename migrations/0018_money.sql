-- Which firm a message of the payment provider is about, and what was compared with the provider's own lists.

CREATE INDEX payment_methods_by_provider ON firm.payment_methods (provider);
CREATE INDEX payment_observations_by_object ON firm.payment_observations (object);
CREATE INDEX receivables_payments ON firm.receivables (date) WHERE fact ? 'payment';

-- The firm that any of the provider's names belongs to: of the customer, a payment method, or an object that was told of. Names are the
-- provider's, at random, and belong to one customer.
CREATE FUNCTION app.firm_of_provider(name text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT found.firm_id FROM (
        SELECT b.firm_id FROM firm.billing b WHERE b.customer = name
        UNION ALL SELECT m.firm_id FROM firm.payment_methods m WHERE m.provider = name
        UNION ALL SELECT o.firm_id FROM firm.payment_observations o WHERE o.object = name) AS found LIMIT 1
$$;

-- Payments in the books of all firms, to be compared with the provider's list. Ids, amounts,
-- and whether it is known what the provider kept of them.
CREATE FUNCTION app.payments_booked(since timestamptz, count integer) RETURNS TABLE (firm_id uuid, payment text, cents bigint, fee boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.firm_id, r.fact #>> '{payment,id}', sum(t.amount_cents)::bigint,
           EXISTS (SELECT FROM firm.receivables f WHERE f.firm_id = r.firm_id AND f.fact_key = '{"fee":{"id":"' || (r.fact #>> '{payment,id}') || '"}}')
      FROM firm.receivables r JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
     WHERE r.fact ? 'payment' AND r.corrects IS NULL AND r.date >= payments_booked.since::date - 1
     GROUP BY r.firm_id, r.number ORDER BY r.firm_id, r.number LIMIT least(payments_booked.count, 100000)
$$;
GRANT EXECUTE ON FUNCTION app.firm_of_provider(text), app.payments_booked(timestamptz, integer) TO koprogo_worker;

-- Each comparison with the provider's lists. The next one begins where the last one that was complete began.
CREATE TABLE billing.reconciliations (
    id          uuid PRIMARY KEY,
    began_at    timestamptz NOT NULL,
    since       timestamptz NOT NULL CHECK (since <= began_at),
    finished_at timestamptz NOT NULL DEFAULT now(),
    -- All that the provider had to tell was read.
    complete    boolean NOT NULL,
    events      integer NOT NULL CHECK (events >= 0),
    missed      integer NOT NULL CHECK (missed >= 0),
    payments    integer NOT NULL CHECK (payments >= 0),
    differences integer NOT NULL CHECK (differences >= 0)
);
CREATE INDEX reconciliations_complete ON billing.reconciliations (began_at DESC) WHERE complete;
GRANT SELECT, INSERT ON billing.reconciliations TO koprogo_worker;
