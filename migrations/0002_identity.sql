-- People who log in. Global, because one person may work for several firms and live in several copros.
CREATE TABLE identity.users (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) <= 254),
    name          text CHECK (length(name) BETWEEN 1 AND 200),
    language      text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

-- A sign-up waits here until the code sent by e-mail is typed in. One per address; a second sign-up replaces the first.
CREATE TABLE identity.signups (
    email         text PRIMARY KEY CHECK (email = lower(email) AND length(email) <= 254),
    id            uuid NOT NULL,
    language      text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
    password_hash text NOT NULL,
    code_hash     bytea NOT NULL,
    tries_left    smallint NOT NULL CHECK (tries_left >= 0),
    expires_at    timestamptz NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE identity.sessions (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    kind       text NOT NULL CHECK (kind IN ('cookie', 'token')),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_user ON identity.sessions (user_id, created_at DESC);
CREATE INDEX sessions_expiry ON identity.sessions (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON identity.users, identity.signups, identity.sessions TO koprogo_identity;
