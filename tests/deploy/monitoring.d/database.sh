# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# postgres_metrics.sh against a real PostgreSQL, one thing wrong at a time.

test_database() {
  postgres_cluster "$work/postgres" "max_connections = 20" "superuser_reserved_connections = 3" \
    "shared_preload_libraries = 'pg_stat_statements'" "archive_mode = on" "archive_command = 'true'" "autovacuum = off" "wal_level = replica"
  admin_sql 'CREATE ROLE plain LOGIN' >/dev/null
  admin_sql "$(<"$scripts"/sql/postgres_monitor.sql)" 2>/dev/null
  test_database_well
  test_connections
  test_waiting
  test_rows
  test_statements
  test_replication
  test_restart
}

# pg CODE [NAME=value…]
pg() {
  local code=$1
  shift
  report "$code" postgres_metrics.sh PSQL="psql --host 127.0.0.1 --port $postgres_port --username monitoring postgres" STATE_DIR="$work/state/postgres" "$@"
}

# in_background SQL: a session of its own, which ends by itself or with the test.
in_background() {
  admin_sql "$1" >/dev/null 2>&1 </dev/null &
  sessions+=($!)
}

end_sessions() {
  admin_sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()" >/dev/null
  ((${#sessions[@]} == 0)) || wait "${sessions[@]}" 2>/dev/null || true
  sessions=()
}
sessions=()

sessions_are() { [[ $(admin_sql "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()") == "$1" ]]; }

test_database_well() {
  expect 'a database that is well: 0' pg 0
  expect 'all is told' [ "$(jq '.checks | length' "$json")" -ge 14 ]
  expect 'it says since when' found database ok 'PostgreSQL 1[0-9].* answers, since'
  expect 'the count is kept for the calculator' grep -qP '^\d+\t\d+\t20$' "$HISTORY_DIR/connections.tsv"
  expect 'the login sees no rows' test_sees_nothing
  expect 'a login without rights: unknown, not well' pg 1 PSQL="psql --host 127.0.0.1 --port $postgres_port --username plain postgres"
}

test_sees_nothing() {
  admin_sql 'CREATE TABLE secret AS SELECT 1' >/dev/null
  ! psql --no-psqlrc --host 127.0.0.1 --port "$postgres_port" --username monitoring --command 'TABLE secret' postgres
}

test_connections() {
  local n
  for n in {1..15}; do in_background "SELECT pg_sleep(100 + $n)"; done
  until_true 10 sessions_are 15
  expect 'connections at 80 %: 1' pg 1
  expect 'only they' only_wrong connections
  for n in {1..2}; do in_background 'SELECT pg_sleep(100)'; done
  until_true 10 sessions_are 17
  expect 'no connection left: 2' pg 2
  expect 'it says so' found connections critical 'all are taken'
  end_sessions
  until_true 10 sessions_are 0
}

test_waiting() {
  admin_sql 'CREATE TABLE hot (id int)' >/dev/null
  in_background 'BEGIN; LOCK TABLE hot; SELECT pg_sleep(60)'
  until_true 10 holds_lock
  in_background 'SELECT * FROM hot'
  until_true 10 waits_long
  expect 'a wait for a lock: 2' pg 2 LOCK_WAIT_WARNING=0.2 LOCK_WAIT_CRITICAL=0.5
  expect 'it says for whom' found locks critical '1 wait, for process [0-9]+'
  expect 'a long transaction: 1' pg 1 LONGEST_TRANSACTION_WARNING=0.5
  expect 'it is told' found longest_transaction warning
  expect 'a long statement: 2' pg 2 LONGEST_QUERY_CRITICAL=0.5
  expect 'it is told' found longest_query critical
  end_sessions
  expect 'well again' pg 0
}

holds_lock() { [[ $(admin_sql "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND relation = 'hot'::regclass") == 1 ]]; }
waits_long() { [[ $(admin_sql "SELECT count(*) FROM pg_locks WHERE NOT granted AND clock_timestamp() - waitstart > interval '0.6 s'") == 1 ]]; }

test_rows() {
  admin_sql "CREATE TABLE worn (id int); INSERT INTO worn SELECT generate_series(1, 30000); DELETE FROM worn WHERE id % 3 <> 0" >/dev/null
  until_true 10 counted 'n_dead_tup >= 20000'
  expect 'two rows of three dead: 2' pg 2
  expect 'the table is named' found dead_rows critical 'public.worn holds 20000'
  admin_sql 'VACUUM worn' >/dev/null
  admin_sql 'INSERT INTO worn SELECT generate_series(1, 10000)' >/dev/null
  until_true 10 counted 'n_live_tup >= 20000'
  admin_sql 'DO $$ BEGIN FOR n IN 1..120 LOOP PERFORM count(*) FROM worn; END LOOP; END $$' >/dev/null
  until_true 10 counted 'seq_scan >= 120'
  expect 'a large table read whole: 2' pg 2
  expect 'the table is named' found index_use critical 'public.worn was read whole'
  admin_sql 'DROP TABLE worn' >/dev/null
}

counted() { [[ $(admin_sql "SELECT $1 FROM pg_stat_user_tables WHERE relname = 'worn'") == t ]]; }

test_statements() {
  admin_sql 'DO $$ BEGIN NULL; END $$; SELECT pg_sleep(0.3); SELECT pg_sleep(0.3)' >/dev/null
  expect 'a slow statement: 1' pg 1 SLOW_CALLS_MIN=2
  expect 'it is told' found slow_statements warning 'pg_sleep'
  expect 'a database that has grown: 1' pg 1 DATABASE_SIZE_WARNING=0
  expect 'its size is told' found database_size warning
  expect 'a cold cache: 2' pg 2 CACHE_BLOCKS_MIN=1 CACHE_HIT_CRITICAL=100.1
  expect 'it is told' found cache critical
  expect 'transaction ids: 1' pg 1 WRAPAROUND_WARNING=0
  admin_sql 'SELECT pg_stat_statements_reset()' >/dev/null
}

test_replication() {
  expect 'a standby that is missing: 2' pg 2 REPLICAS=1
  expect 'it is told' found replication critical
  admin_sql "SELECT pg_create_physical_replication_slot('left_behind', true)" >/dev/null
  admin_sql 'CREATE TABLE large AS SELECT generate_series(1, 100000); SELECT pg_switch_wal()' >/dev/null
  expect 'a slot that nobody follows: 2' pg 2 SLOT_CRITICAL=1
  expect 'it is told' found replication_slots critical 'left_behind, which is followed by nobody'
  admin_sql "SELECT pg_drop_replication_slot('left_behind')" >/dev/null
  admin_sql "ALTER SYSTEM SET archive_command = 'false'" >/dev/null
  admin_sql 'SELECT pg_reload_conf(); CREATE TABLE more AS SELECT 1; SELECT pg_switch_wal()' >/dev/null
  until_true 15 archive_fails
  expect 'an archive that takes nothing: 2' pg 2
  expect 'it is told' found archive critical
  admin_sql "ALTER SYSTEM SET archive_command = 'true'" >/dev/null
  admin_sql 'SELECT pg_reload_conf(); CREATE TABLE again AS SELECT 1; SELECT pg_switch_wal()' >/dev/null
  until_true 70 archive_works
  expect 'well again' pg 0
}

archive_fails() { [[ $(admin_sql 'SELECT failed_count > 0 FROM pg_stat_archiver') == t ]]; }
archive_works() { [[ $(admin_sql 'SELECT last_archived_time > last_failed_time FROM pg_stat_archiver') == t ]]; }

test_restart() {
  postgres_stop "$work/postgres" fast
  expect 'no database: 2' pg 2
  expect 'it says so' found database critical 'does not answer'
  # The second of its start is what tells one start from another.
  until_true 5 another_second
  postgres_start "$work/postgres"
  expect 'a database that was restarted: 2' pg 2
  expect 'it says so' found database critical 'was restarted'
  expect 'until it is over' pg 0 EVENT_HOLD_SECONDS=0
}

another_second() { (($(date +%s) > $(stat -c %Y "$work/postgres/log"))); }
