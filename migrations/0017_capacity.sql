-- What the machines say of themselves, once a minute, and how many copros they carry: what advice about larger machines rests on.
-- It belongs to the platform. Of copros it holds how many there are, and nothing else.
CREATE TABLE ops.samples (
    -- The replica, as it names itself: host and command.
    host          text NOT NULL CHECK (length(host) BETWEEN 1 AND 120),
    at            timestamptz NOT NULL CHECK (at = date_bin('1 minute', at, 'epoch')),
    -- What could not be measured is null, never 0.
    memory_used   bigint CHECK (memory_used >= 0),
    memory_total  bigint CHECK (memory_total > 0),
    load_milli    integer CHECK (load_milli >= 0),
    vcpus         integer CHECK (vcpus > 0),
    disk_used     bigint CHECK (disk_used >= 0),
    disk_total    bigint CHECK (disk_total > 0),
    -- Of the requests since the sample before; null: there was none.
    p99_ms        integer CHECK (p99_ms >= 0),
    requests      integer NOT NULL CHECK (requests >= 0),
    active_copros integer NOT NULL CHECK (active_copros >= 0),
    PRIMARY KEY (host, at),
    CONSTRAINT samples_share_of_something CHECK (
        (memory_used IS NULL) = (memory_total IS NULL) AND (load_milli IS NULL) = (vcpus IS NULL) AND (disk_used IS NULL) = (disk_total IS NULL))
);
CREATE INDEX samples_at ON ops.samples (at);

-- The same by the hour, once the hour is over: the median of its minutes, as a window of advice is. Kept for years.
CREATE TABLE ops.sample_hours (
    host          text NOT NULL,
    at            timestamptz NOT NULL CHECK (at = date_bin('1 hour', at, 'epoch')),
    memory_used   bigint,
    memory_total  bigint,
    load_milli    integer,
    vcpus         integer,
    disk_used     bigint,
    disk_total    bigint,
    p99_ms        integer,
    requests      bigint NOT NULL,
    -- At its beginning.
    active_copros integer NOT NULL,
    PRIMARY KEY (host, at)
);
CREATE INDEX sample_hours_at ON ops.sample_hours (at);

-- Read by operators; written by the functions below alone.
GRANT SELECT ON ops.samples, ops.sample_hours TO koprogo_ops;

-- A replica tells how its machine is. Told twice in a minute it counts once: the later word, and of what only one of two processes on a
-- machine knows, the greater. Answers with the number of active copros.
CREATE FUNCTION app.capacity_note(host text, memory_used bigint, memory_total bigint, load_milli integer, vcpus integer,
                                  disk_used bigint, disk_total bigint, p99_ms integer, requests integer) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    active integer := (SELECT count(*) FROM firm.copros c WHERE c.status = 'active');
BEGIN
    INSERT INTO ops.samples AS s
    VALUES (capacity_note.host, date_bin('1 minute', now(), 'epoch'), capacity_note.memory_used, capacity_note.memory_total,
            capacity_note.load_milli, capacity_note.vcpus, capacity_note.disk_used, capacity_note.disk_total, capacity_note.p99_ms,
            capacity_note.requests, active)
    ON CONFLICT ON CONSTRAINT samples_pkey DO UPDATE
       SET memory_used = excluded.memory_used, memory_total = excluded.memory_total, load_milli = excluded.load_milli,
           vcpus = excluded.vcpus, disk_used = excluded.disk_used, disk_total = excluded.disk_total,
           p99_ms = greatest(s.p99_ms, excluded.p99_ms), requests = greatest(s.requests, excluded.requests);
    RETURN active;
END
$$;

-- The hours made of the minutes since `since`.
CREATE FUNCTION app.hours_of_samples(since timestamptz, until timestamptz) RETURNS SETOF ops.sample_hours
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.host, date_bin('1 hour', s.at, 'epoch') AS hour,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY s.memory_used), percentile_disc(0.5) WITHIN GROUP (ORDER BY s.memory_total),
           percentile_disc(0.5) WITHIN GROUP (ORDER BY s.load_milli), percentile_disc(0.5) WITHIN GROUP (ORDER BY s.vcpus),
           percentile_disc(0.5) WITHIN GROUP (ORDER BY s.disk_used), percentile_disc(0.5) WITHIN GROUP (ORDER BY s.disk_total),
           percentile_disc(0.5) WITHIN GROUP (ORDER BY s.p99_ms), sum(s.requests)::bigint,
           (array_agg(s.active_copros ORDER BY s.at))[1]
      FROM ops.samples s WHERE s.at >= since AND s.at < until GROUP BY s.host, hour
$$;

-- From when on there are only minutes.
CREATE FUNCTION app.hours_end() RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT h.at + interval '1 hour' FROM ops.sample_hours h ORDER BY h.at DESC LIMIT 1), '-infinity')
$$;

-- Makes hours of the minutes of hours that are over, and forgets minutes after 35 days and hours after three years. Leaves the same state
-- however often it runs. An hour is over two minutes late, so that a minute still on its way is in it.
CREATE FUNCTION app.capacity_roll() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO ops.sample_hours
    SELECT * FROM app.hours_of_samples(app.hours_end(), date_bin('1 hour', now() - interval '2 minutes', 'epoch')) ON CONFLICT DO NOTHING;
    DELETE FROM ops.samples WHERE at < now() - interval '35 days';
    DELETE FROM ops.sample_hours WHERE at < now() - interval '3 years';
END
$$;

-- What the platform takes in a month, in cents, and where the figure comes from. Until invoices are kept here it is reckoned from the list
-- price of the standard plan, for every active copro.
CREATE FUNCTION app.revenue_of_month() RETURNS TABLE (cents bigint, basis text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 1500 * count(*), 'list_price' FROM firm.copros c WHERE c.status = 'active'
$$;

GRANT EXECUTE ON FUNCTION app.capacity_note(text, bigint, bigint, integer, integer, bigint, bigint, integer, integer), app.capacity_roll()
    TO koprogo_worker;
GRANT EXECUTE ON FUNCTION app.hours_of_samples(timestamptz, timestamptz), app.hours_end(), app.revenue_of_month() TO koprogo_ops;
