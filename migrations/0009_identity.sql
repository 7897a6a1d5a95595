-- Sessions that tell where they are used, tokens for API clients, second factors, and ways back in.

-- What a browser holds stays one opaque token. API clients hold a short-lived signed token that names the session, and refresh tokens kept
-- below; the opaque bearer tokens they held until now are worth nothing any more.
DELETE FROM identity.sessions WHERE kind = 'token';

ALTER TABLE identity.sessions
    ALTER COLUMN token_hash DROP NOT NULL,
    ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN address text CHECK (length(address) <= 45),
    ADD COLUMN client text CHECK (length(client) <= 100),
    -- Opened, or confirmed since, with a second factor.
    ADD COLUMN second_factor boolean NOT NULL DEFAULT false,
    -- The password was typed recently: until then this session may do what is sensitive.
    ADD COLUMN confirmed_until timestamptz,
    ADD CONSTRAINT sessions_token_of_browser CHECK ((kind = 'cookie') = (token_hash IS NOT NULL));

-- Every refresh token of a session, as a digest. One of them is unused; it is the one that will be accepted. A used one is answered with the
-- same successor for a few seconds, and ends the session afterwards.
CREATE TABLE identity.refresh_tokens (
    token_hash     bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    session_id     uuid NOT NULL REFERENCES identity.sessions ON DELETE CASCADE,
    created_at     timestamptz NOT NULL DEFAULT now(),
    used_at        timestamptz,
    nonce          bytea CHECK (length(nonce) = 16),
    successor_hash bytea CHECK (length(successor_hash) = 32),
    CHECK ((used_at IS NULL) = (nonce IS NULL) AND (used_at IS NULL) = (successor_hash IS NULL))
);
CREATE UNIQUE INDEX refresh_tokens_one_unused ON identity.refresh_tokens (session_id) WHERE used_at IS NULL;
CREATE INDEX refresh_tokens_session ON identity.refresh_tokens (session_id);

-- An authenticator application. Secrets are sealed with a key that is not in the database. `pending` waits for its first code.
CREATE TABLE identity.totp (
    user_id      uuid PRIMARY KEY REFERENCES identity.users ON DELETE CASCADE,
    secret       bytea CHECK (length(secret) <= 200),
    confirmed_at timestamptz,
    -- A code is good once: the last time step that was accepted.
    last_step    bigint NOT NULL DEFAULT 0,
    pending      bytea CHECK (length(pending) <= 200),
    CHECK ((secret IS NULL) = (confirmed_at IS NULL))
);

CREATE TABLE identity.recovery_codes (
    user_id   uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
    code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
    PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE identity.passkeys (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
    credential_id bytea NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The public key with its counter, as the library writes it.
    credential    jsonb NOT NULL CHECK (pg_column_size(credential) <= 16384),
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_used_at  timestamptz
);
CREATE INDEX passkeys_user ON identity.passkeys (user_id, created_at);

-- Tries at a second factor, across replicas.
CREATE TABLE identity.second_factor_tries (
    user_id uuid PRIMARY KEY REFERENCES identity.users ON DELETE CASCADE,
    tries   smallint NOT NULL CHECK (tries >= 0),
    since   timestamptz NOT NULL DEFAULT now()
);

-- The password was right, the second factor is awaited.
CREATE TABLE identity.challenges (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id    uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX challenges_user ON identity.challenges (user_id);
CREATE INDEX challenges_expiry ON identity.challenges (expires_at);

-- A passkey ceremony between its two halves. Taken out by whoever answers it, whatever the answer is worth: none is answered twice.
CREATE TABLE identity.ceremonies (
    id             uuid PRIMARY KEY,
    kind           text NOT NULL CHECK (kind IN ('register', 'second_step', 'discover')),
    user_id        uuid REFERENCES identity.users ON DELETE CASCADE,
    challenge_hash bytea REFERENCES identity.challenges ON DELETE CASCADE,
    state          jsonb NOT NULL CHECK (pg_column_size(state) <= 65536),
    expires_at     timestamptz NOT NULL,
    CHECK ((kind = 'discover') = (user_id IS NULL) AND (kind = 'second_step') = (challenge_hash IS NOT NULL))
);
CREATE INDEX ceremonies_user ON identity.ceremonies (user_id);
CREATE INDEX ceremonies_challenge ON identity.ceremonies (challenge_hash);
CREATE INDEX ceremonies_expiry ON identity.ceremonies (expires_at);

-- One open link per person; a later one replaces it.
CREATE TABLE identity.password_resets (
    user_id    uuid PRIMARY KEY REFERENCES identity.users ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    expires_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON identity.refresh_tokens, identity.totp, identity.recovery_codes, identity.passkeys,
    identity.second_factor_tries, identity.challenges, identity.ceremonies, identity.password_resets TO koprogo_identity;

-- The answer grows, so the function is made anew. `seen` says whether the session was seen within the last minute.
DROP FUNCTION app.resolve_session(bytea);
CREATE FUNCTION app.resolve_session(token_hash bytea)
    RETURNS TABLE (session_id uuid, user_id uuid, email text, name text, language text, second_factor boolean,
                   confirmed_until timestamptz, seen boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id, u.id, u.email, u.name, u.language, s.second_factor, s.confirmed_until, s.last_seen_at > now() - interval '1 minute'
      FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id
     WHERE s.token_hash = resolve_session.token_hash AND s.kind = 'cookie' AND s.expires_at > now()
$$;

-- The session a signed token names: it must still be there, be one of API clients, and belong to the person the token names.
CREATE FUNCTION app.resolve_api_session(session uuid, caller uuid)
    RETURNS TABLE (session_id uuid, user_id uuid, email text, name text, language text, second_factor boolean,
                   confirmed_until timestamptz, seen boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id, u.id, u.email, u.name, u.language, s.second_factor, s.confirmed_until, s.last_seen_at > now() - interval '1 minute'
      FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id
     WHERE s.id = session AND s.user_id = caller AND s.kind = 'token' AND s.expires_at > now()
$$;

GRANT EXECUTE ON FUNCTION app.resolve_session(bytea), app.resolve_api_session(uuid, uuid) TO koprogo_app;
