-- Work to do after the transaction that asked for it: enqueued inside that transaction, claimed with SKIP LOCKED, retried with bounds.
CREATE TABLE jobs.jobs (
    id           uuid PRIMARY KEY,
    tenant_id    uuid,
    kind         text NOT NULL CHECK (kind ~ '^[a-z_]+(\.[a-z_]+)+$'),
    subject_id   uuid,
    payload      jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(payload) <= 65536),
    -- 0 where a person waits for it, 1 for work in bulk.
    priority     smallint NOT NULL CHECK (priority IN (0, 1)),
    status       text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed')),
    attempts     smallint NOT NULL DEFAULT 0,
    max_attempts smallint NOT NULL DEFAULT 8 CHECK (max_attempts BETWEEN 1 AND 50),
    run_at       timestamptz NOT NULL DEFAULT now(),
    locked_until timestamptz,
    last_error   text CHECK (length(last_error) <= 2000),
    created_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    CHECK ((status IN ('done', 'failed')) = (finished_at IS NOT NULL))
);
CREATE INDEX jobs_ready ON jobs.jobs (priority, run_at, id) WHERE status = 'queued';
CREATE INDEX jobs_running ON jobs.jobs (locked_until) WHERE status = 'running';
CREATE INDEX jobs_of_tenant ON jobs.jobs (tenant_id, id DESC) WHERE tenant_id IS NOT NULL;

ALTER TABLE jobs.jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs.jobs FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_scope ON jobs.jobs FOR ALL TO koprogo_tenant
    USING (tenant_id = (SELECT app.tenant_id())) WITH CHECK (tenant_id = (SELECT app.tenant_id()));
CREATE POLICY identity_enqueues ON jobs.jobs FOR INSERT TO koprogo_identity WITH CHECK (tenant_id IS NULL);
CREATE POLICY worker ON jobs.jobs FOR ALL TO koprogo_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON jobs.jobs TO koprogo_tenant;
GRANT INSERT ON jobs.jobs TO koprogo_identity;
GRANT SELECT, UPDATE, DELETE ON jobs.jobs TO koprogo_worker;

-- What would have been sent, where no SMTP server is configured. Read by the mailbox page of the development server only.
CREATE TABLE jobs.dev_mails (
    id          uuid PRIMARY KEY,
    recipient   text NOT NULL,
    subject     text NOT NULL,
    body_text   text NOT NULL,
    body_html   text NOT NULL,
    attachments jsonb NOT NULL DEFAULT '[]',
    sent_at     timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, DELETE ON jobs.dev_mails TO koprogo_worker;
