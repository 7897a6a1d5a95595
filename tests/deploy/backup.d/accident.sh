# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# An accident: somebody drops tables.

part_accident() {
  local target started
  start_writers
  wait_for 'writing' 60 at_least 40
  check 'differential backup while people write' backup run diff
  wait_for 'writing' 60 at_least $(($(written) + 40))
  stop_writers
  wait_for 'a quiet moment' 60 quiet_moment
  target=$(<"$work/target")
  query 'DROP TABLE tenant.suppliers CASCADE; DELETE FROM firm.assignments' >/dev/null 2>&1
  # Written down outside the database before it is taken back: that stays on record, and later drills must not be red for it.
  query 'SELECT number FROM jobs.audit_anchor' >"$work/anchor"
  wait_for 'an anchor of the accident' 90 is_anchored_since "$(<"$work/anchor")"
  query 'SELECT pg_walfile_name(pg_switch_wal())' >"$work/segment"
  wait_for 'the log of the accident' 30 is_archived "$(<"$work/segment")"
  started=$(query 'SELECT pg_postmaster_start_time()')
  check "drill: restored to $target, the moment before; sums of all tables identical" drill --lsn "$target" --against "$work/accident.sums"
  grep -E 'Proven|identical' "$work/check.log" | sed 's/^ */      /'
  refuses 'a moment later something is missing, and the drill says what' 'tenant.suppliers' \
    drill --against "$work/accident.sums" --without-files
  check 'the running server was not touched' test "$(query 'SELECT pg_postmaster_start_time()')" = "$started"
  check 'nothing is left behind' test -z "$(find "$work/scratch" -name 'koprogo-drill.*')"
  check 'the database itself brought back to that moment' bring_back "$target"
  check 'every chain goes on from that moment, every acknowledged write is there' exactly_as_before
  sed 's/^/      /' "$work/check.log"
}

# The worker of the product goes on by itself: a place of the log, and the sums that were the same before and after it.
quiet_moment() {
  owner "$work/koprogo" checksums --to "$work/accident.sums"
  owner "$work/koprogo" checksums --told --to "$work/accident.told"
  query 'SELECT pg_current_wal_insert_lsn()' >"$work/target"
  owner "$work/koprogo" checksums --against "$work/accident.sums" >/dev/null
}

is_archived() { [[ $(query 'SELECT last_archived_wal FROM pg_stat_archiver') > $1 || $(query 'SELECT last_archived_wal FROM pg_stat_archiver') == "$1" ]]; }

# bring_back LSN: what docs/operations.md says to do.
bring_back() {
  as_postgres "$bin/pg_ctl" --pgdata "$work/pg/data" --mode immediate stop &&
    mv "$work/pg/data" "$work/pg/data.broken" &&
    backup restore --lsn "$1" &&
    start_cluster pg &&
    wait_for 'the replay' 60 is_primary &&
    # The log goes on in another line from here: until it is backed up, the end of the old one is the last that is known.
    backup run diff &&
    rm -rf "$work/pg/data.broken"
}

is_primary() { [[ $(query 'SELECT pg_is_in_recovery()') == f ]]; }

# The product came back by itself meanwhile, and its worker went on.
exactly_as_before() {
  owner "$work/koprogo" checksums --against "$work/accident.told" --later || return 1
  query 'SELECT id FROM tenant.suppliers' | sort >"$work/restored"
  cut -d' ' -f2 "$work/acknowledged" | sort | comm -23 - "$work/restored" >"$work/missing"
  echo "$(written) acknowledged, $(wc -l <"$work/missing") missing"
  [[ ! -s $work/missing ]]
}
