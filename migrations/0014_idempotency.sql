-- A key belongs to who sent it: the stored key is the sender's id and theirs.
ALTER TABLE tenant.idempotency DROP CONSTRAINT idempotency_key_check;
ALTER TABLE tenant.idempotency ADD CONSTRAINT idempotency_key_check CHECK (length(key) BETWEEN 1 AND 200);
-- An answer kept before was the body alone; it has a status now. Who repeats one of those requests is told that the key was used.
DELETE FROM tenant.idempotency;

CREATE TABLE firm.idempotency (
    firm_id      uuid NOT NULL DEFAULT app.firm_id() REFERENCES firm.firms,
    key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    operation    text NOT NULL,
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    answer       jsonb,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (firm_id, key)
);
SELECT app.protect_firm('firm.idempotency', 'SELECT, INSERT, UPDATE');

CREATE TABLE identity.idempotency (
    key          text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
    operation    text NOT NULL,
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    answer       jsonb,
    created_at   timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE ON identity.idempotency TO koprogo_identity;
