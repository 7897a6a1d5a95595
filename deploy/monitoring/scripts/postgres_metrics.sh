#!/usr/bin/env bash
# How the database is; see `postgres_metrics.sh --help`.
# shellcheck disable=SC2329 # parts are called by name
set -uo pipefail
# shellcheck source=lib/report.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/report.sh"
# shellcheck source=lib/state.sh
source "$here/lib/state.sh"

help() {
  cat <<'HELP'
Measures PostgreSQL: connections, slow statements, cache, dead rows, use of indexes, locks, size, replication, archive.

Usage: postgres_metrics.sh [--text | --json | --lines]

Exit code: 0 all well, 1 a warning or something that cannot be measured, 2 critical. Everything is measured whatever is wrong.
Settings: PSQL, how psql is started as the login of sql/postgres_monitor.sql, for example
`docker exec --interactive koprogo-postgres-1 psql --username monitoring koprogo`; default `psql`, which reads PGHOST, PGUSER and
PGPASSFILE. Limits: config/thresholds.env. Each run adds its count of connections to the history that capacity_calculator.sh reads.
HELP
}

main() {
  load_settings
  read_options "$@"
  if ask; then
    part database database
    part connections connections
    for name in longest_query longest_transaction locks cache slow_statements dead_rows index_use size wraparound replication archive; do
      part "$name" "$name"
    done
  fi
  check_state_is_kept
  finish_report
}

# All figures in one connection. What a statement that failed said is kept for the part that misses it.
ask() {
  local status trouble
  trouble=$(mktemp --tmpdir=/dev/shm koprogo-monitoring.XXXXXX)
  # PSQL is a command with its arguments.
  # shellcheck disable=SC2086
  answer=$(PGCONNECT_TIMEOUT=5 PGAPPNAME=koprogo-monitoring timeout 60 ${PSQL:-psql} --no-psqlrc \
    --set "dead_rows_min=$DEAD_ROWS_MIN" --set "index_rows_min=$INDEX_ROWS_MIN" --set "slow_calls_min=$SLOW_CALLS_MIN" \
    <"$here/sql/postgres_metrics.sql" 2>"$trouble")
  status=$?
  said=$(head -c 400 "$trouble")
  rm -f "$trouble"
  if [[ $answer == started* || $answer == *$'\n'started* ]]; then return 0; fi
  case $said in
    # Nobody else gets in either.
    *"too many clients"* | *"remaining connection slots"*)
      check connections critical 100 % "$CONNECTIONS_WARNING" "$CONNECTIONS_CRITICAL" "all are taken: $said"
      ;;
    *) check database critical '' '' '' '' "does not answer: ${said:-psql ended with $status}" ;;
  esac
  return 1
}

# figures NAME VARIABLE…: reads the row of that name; fails when there is none.
figures() {
  local name=$1 row
  shift
  row=$(grep -m 1 -P "^$name\t" <<<"$answer") || return 1
  # An empty field is a field: tabs would be joined.
  IFS='|' read -r _ "$@" <<<"${row//$'\t'/|}"
}

# required NAME VARIABLE…: the same, for what is always there.
required() {
  figures "$@" || { printf '%s\n' "${said:-no answer}" >&2 && return 1; }
}

database() {
  local started version before
  required started started version || return 1
  before=$(remembered postgres_started)
  remember postgres_started "$started"
  # The clock may have jumped; a server that was started again is off by more than a second.
  if [[ -n $before && $before != "$started" ]]; then happened postgres; fi
  if recently postgres; then
    check database critical '' '' '' '' "was restarted, at $(date -u -d "@$started" +'%F %T') UTC; its log says why"
  else
    check database ok '' '' '' '' "PostgreSQL $version answers, since $(date -u -d "@$started" +'%F %T') UTC"
  fi
}

connections() {
  local used max active idle
  required connections used max active idle || return 1
  keep_history connections.tsv "$EPOCHSECONDS"$'\t'"$used"$'\t'"$max"
  above connections "$(calc "100 * $used / $max")" % "$CONNECTIONS_WARNING" "$CONNECTIONS_CRITICAL" "$used of $max; $active at work, $idle idle within a transaction"
}

longest_query() {
  local seconds
  required longest_query seconds || return 1
  above longest_query "$seconds" s "$LONGEST_QUERY_WARNING" "$LONGEST_QUERY_CRITICAL" "the statement that has been running longest"
}

longest_transaction() {
  local seconds
  required longest_transaction seconds || return 1
  above longest_transaction "$seconds" s "$LONGEST_TRANSACTION_WARNING" "$LONGEST_TRANSACTION_CRITICAL" "the transaction that has been open longest; it keeps dead rows from being removed"
}

locks() {
  local waiting seconds holders
  required locks waiting seconds holders || return 1
  above locks "$seconds" s "$LOCK_WAIT_WARNING" "$LOCK_WAIT_CRITICAL" "the longest wait for a lock; $waiting wait${holders:+, for process $holders}"
}

# Since the last look; the first time since the statistics began. With few reads the share says nothing.
cache() {
  local hit read deadlocks new_hit new_read
  required cache hit read deadlocks || return 1
  new_hit=$(grown cache_hit "$hit") new_read=$(grown cache_read "$read")
  if ((new_hit + new_read == 0)); then new_hit=$hit new_read=$read; fi
  if ((new_hit + new_read < CACHE_BLOCKS_MIN)); then
    check cache ok '' % "$CACHE_HIT_WARNING" "$CACHE_HIT_CRITICAL" "too few reads to judge"
  else
    below cache "$(calc "100 * $new_hit / ($new_hit + $new_read)")" % "$CACHE_HIT_WARNING" "$CACHE_HIT_CRITICAL" "of blocks read were in shared buffers"
  fi
  if (($(grown deadlocks "$deadlocks") > 0)); then happened deadlock; fi
  if recently deadlock; then check deadlocks warning "$deadlocks" '' '' '' "two transactions waited for each other; the log names them"; else check deadlocks ok "$deadlocks" '' '' '' "since the statistics began"; fi
}

slow_statements() {
  local count mean calls query
  required statements count || return 1
  if [[ $count == none ]]; then
    check slow_statements warning '' ms "$SLOW_STATEMENT_WARNING" "$SLOW_STATEMENT_CRITICAL" "are not counted: set shared_preload_libraries = 'pg_stat_statements' and run sql/postgres_monitor.sql"
  elif figures slow_statement mean calls query; then
    above slow_statements "$mean" ms "$SLOW_STATEMENT_WARNING" "$SLOW_STATEMENT_CRITICAL" "the slowest on average, $calls times: $query"
  else
    check slow_statements ok 0 ms "$SLOW_STATEMENT_WARNING" "$SLOW_STATEMENT_CRITICAL" "none ran $SLOW_CALLS_MIN times"
  fi
}

dead_rows() {
  local share dead table
  if figures dead_rows share dead table; then
    above dead_rows "$share" % "$DEAD_ROWS_WARNING" "$DEAD_ROWS_CRITICAL" "$table holds $dead dead rows"
  else
    nothing_failed || return 1
    check dead_rows ok 0 % "$DEAD_ROWS_WARNING" "$DEAD_ROWS_CRITICAL" "no table holds $DEAD_ROWS_MIN"
  fi
}

index_use() {
  local share scans table count bytes
  if figures index_use share scans table; then
    below index_use "$share" % "$INDEX_USE_WARNING" "$INDEX_USE_CRITICAL" "$table was read whole $scans times"
  else
    nothing_failed || return 1
    check index_use ok 100 % "$INDEX_USE_WARNING" "$INDEX_USE_CRITICAL" "no table of $INDEX_ROWS_MIN rows is read whole"
  fi
  required unused_indexes count bytes || return 1
  check unused_indexes ok "$count" '' '' '' "of more than 1 MB were never used; they take $(human "$bytes")"
}

# Where a row may be missing, this tells whether that is because its statement failed.
nothing_failed() {
  [[ $said != *ERROR* ]] || { printf '%s\n' "$said" >&2 && return 1; }
}

size() {
  local bytes
  required size bytes || return 1
  above database_size "$(calc "$bytes / 1000000000")" GB "$DATABASE_SIZE_WARNING" "$DATABASE_SIZE_CRITICAL" "on the disk"
}

wraparound() {
  local share
  required wraparound share || return 1
  above wraparound "$share" % "$WRAPAROUND_WARNING" "$WRAPAROUND_CRITICAL" "of the transaction ids are used before old rows must be frozen"
}

replication() {
  local count lag slot megabytes active expected=${REPLICAS:-0}
  required replicas count lag || return 1
  if ((count < expected)); then
    check replication critical "$count" standbys '' '' "$expected should follow"
  else
    above replication "$lag" s "$REPLICATION_LAG_WARNING" "$REPLICATION_LAG_CRITICAL" "$count standby(s); the one that is most behind"
  fi
  if figures slot slot megabytes active; then
    above replication_slots "$megabytes" MB "$SLOT_WARNING" "$SLOT_CRITICAL" "kept for $slot, which is $([[ $active == t ]] && echo followed || echo followed by nobody)"
  fi
}

archive() {
  local mode failing segment
  required archive mode failing segment || return 1
  if [[ $mode == off ]]; then
    check archive ok '' '' '' '' "is off: there is no recovery to a point in time"
  elif [[ $failing == true ]]; then
    check archive critical '' '' '' '' "fails since $segment: no recovery to a point in time from then on, and the disk fills up"
  else
    check archive ok '' '' '' '' "takes what is written"
  fi
}

main "$@"
