-- What postgres_metrics.sh asks: each row a name and its figures, separated by tabs. A statement that fails leaves its rows out, and the
-- script says so. `:'name'` are limits out of config/thresholds.env.
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\t'

SELECT 'started', extract(epoch FROM pg_postmaster_start_time())::bigint, current_setting('server_version');

SELECT 'connections', count(*) FILTER (WHERE a.backend_type = 'client backend'), current_setting('max_connections')::int,
       count(*) FILTER (WHERE a.backend_type = 'client backend' AND a.state = 'active'),
       count(*) FILTER (WHERE a.state LIKE 'idle in transaction%')
  FROM pg_stat_activity a;

-- Our own statement is the shortest there is, but let it not count anyway. Senders to standbys run for ever.
SELECT 'longest_query', coalesce(extract(epoch FROM max(clock_timestamp() - a.query_start))::numeric(12, 1), 0)
  FROM pg_stat_activity a
 WHERE a.state = 'active' AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend';

SELECT 'longest_transaction', coalesce(extract(epoch FROM max(clock_timestamp() - a.xact_start))::numeric(12, 1), 0)
  FROM pg_stat_activity a WHERE a.pid <> pg_backend_pid() AND a.backend_type = 'client backend';

-- Who waits for a lock, for how long, and who holds it. waitstart is missing in the first moments of a wait.
SELECT 'locks', count(*), coalesce(extract(epoch FROM max(clock_timestamp() - l.waitstart))::numeric(12, 1), 0),
       coalesce(min(array_to_string(pg_blocking_pids(l.pid), ' ')), '')
  FROM pg_locks l WHERE NOT l.granted;

SELECT 'cache', sum(d.blks_hit)::bigint, sum(d.blks_read)::bigint, sum(d.deadlocks)::bigint
  FROM pg_stat_database d WHERE d.datname = current_database();

SELECT 'size', pg_database_size(current_database());

-- The worst tables by parts of their rows that are dead.
SELECT 'dead_rows', round(100.0 * t.n_dead_tup / nullif(t.n_live_tup + t.n_dead_tup, 0), 1), t.n_dead_tup, t.schemaname || '.' || t.relname
  FROM pg_stat_user_tables t WHERE t.n_dead_tup >= :'dead_rows_min'::bigint
 ORDER BY 2 DESC LIMIT 1;

-- Of the large tables the one that is least read through an index.
SELECT 'index_use', round(100.0 * coalesce(t.idx_scan, 0) / (coalesce(t.idx_scan, 0) + t.seq_scan), 1), t.seq_scan, t.schemaname || '.' || t.relname
  FROM pg_stat_user_tables t WHERE t.n_live_tup >= :'index_rows_min'::bigint AND coalesce(t.idx_scan, 0) + t.seq_scan >= 100
 ORDER BY 2 LIMIT 1;

-- Indexes that were never used, keys aside: they cost writes and disk.
SELECT 'unused_indexes', count(*), coalesce(sum(pg_relation_size(i.indexrelid)), 0)::bigint
  FROM pg_stat_user_indexes i JOIN pg_index x USING (indexrelid)
 WHERE i.idx_scan = 0 AND NOT x.indisunique AND pg_relation_size(i.indexrelid) > 1024 * 1024;

SELECT 'wraparound', round(100.0 * max(age(d.datfrozenxid)) / 2000000000, 1) FROM pg_database d;

-- Standbys, and slots that keep what nobody fetches.
SELECT 'replicas', count(*), coalesce(max(extract(epoch FROM r.replay_lag))::numeric(12, 1), 0) FROM pg_stat_replication r;
SELECT 'slot', s.slot_name, (pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, s.restart_lsn) / 1024 / 1024)::bigint, s.active
  FROM pg_replication_slots s WHERE s.restart_lsn IS NOT NULL ORDER BY 3 DESC LIMIT 1;

-- The archive that point-in-time recovery rests on: failing since the last success.
SELECT 'archive', current_setting('archive_mode'), (a.last_failed_time > coalesce(a.last_archived_time, '-infinity'))::text,
       coalesce(a.last_failed_wal, '')
  FROM pg_stat_archiver a;

-- Statements are counted for all databases, and shown where the extension is: never in the product's own (see postgres_monitor.sql).
SELECT current_database() AS product \gset
\connect postgres
SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements')
       AND current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%' AS has_statements \gset
\if :has_statements
-- Without the figures of who looks (this login).
SELECT 'slow_statement', s.mean_exec_time::numeric(12, 1), s.calls, left(regexp_replace(s.query, '\s+', ' ', 'g'), 160)
  FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
 WHERE d.datname = :'product' AND s.calls >= :'slow_calls_min'::bigint AND s.userid <> 'monitoring'::regrole
 ORDER BY 2 DESC LIMIT 1;
SELECT 'statements', count(*) FROM pg_stat_statements;
\else
SELECT 'statements', 'none';
\endif
