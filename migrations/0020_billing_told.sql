-- What happened to a firm's subscription stands in its audit log: who changed the plan, who cancelled.
SELECT app.audited('firm.billing_events', ARRAY['commands']);

-- Coupons the firm redeemed. What they do follows from the account's log; that somebody redeemed them is told from here.
ALTER TABLE firm.billing ADD COLUMN coupons text[] NOT NULL DEFAULT '{}' CHECK (cardinality(coupons) <= 20);
