#!/usr/bin/env bash
# Moves the running product to another database server, with a pause of seconds; see `move-to-cluster.sh --help`.
# shellcheck disable=SC2016 # backticks name commands
set -euo pipefail
scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=deploy/scripts/backup-lib.sh
source "$scripts/backup-lib.sh"
# shellcheck source=deploy/scripts/move-lib.sh
source "$scripts/move-lib.sh"
# shellcheck source=deploy/scripts/move-turn.sh
source "$scripts/move-turn.sh"
roles=$(realpath "$scripts/../roles.sql")

help() {
  cat <<'HELP'
Moves the product into the cluster (phase 2 to 3), or from one cluster to another (3 to 4), while people work: the database by logical
replication, files by rsync unless they lie in S3 storage. People cannot write for some seconds; nobody is signed out. Afterwards rows flow
the other way, so that there is a way back with everything that was written meanwhile. docs/MIGRATION_VPS_TO_K3S.md tells the whole story.

Usage: move-to-cluster.sh COMMAND

  check           what stands in the way, at both servers; changes nothing
  prepare         schema, copy of all rows, and from then on every change; run again, it goes on where it was
  status          how far it is. Exit code 0: well, or no move; 1: being copied, or behind; 2: broken, and the disk may fill up
  rehearse        compare what arrived, audit it, and measure how long the pause will be
  switch          stop writing, wait for the last row, compare, start the way back, run MOVE_SWITCH
  back            the same in the other direction, with everything that was written at the new server
  weigh PERCENT…  send so much of the traffic to the new application, one after the other, and watch it (3 to 4)
  finish          after `switch`: no way back any more; the old database stays, read-only
  abort           before `switch`: as if nothing had been; the copy is dropped

Settings, from the environment:

  MOVE_FROM, MOVE_TO              addresses for an administrator, directly and not through PgBouncer: postgres://postgres@host:port/koprogo;
                                  passwords in PGPASSFILE
  MOVE_FROM_OWNER, MOVE_TO_OWNER  the same for koprogo_owner, for comparing
  MOVE_FROM_SEEN, MOVE_TO_SEEN    how the servers reach each other: 'host=10.9.0.1 port=5432 sslmode=verify-full sslrootcert=/…'. The login
                                  (move_replication) and its password are made, and dropped at the end
  MOVE_FILES_FROM, MOVE_FILES_TO  folders for rsync (host:/var/lib/koprogo/files); empty when the files lie in S3 storage
  MOVE_SWITCH, MOVE_SWITCH_BACK   commands that send people to the other side and start the workers there, within 60 s. Whatever they change must take
                                  hold at once: a proxy in front, not DNS
  MOVE_QUIET, MOVE_QUIET_BACK     commands run just before writing stops: stop the workers of the side that is left (optional)
  MOVE_WEIGHT, MOVE_WATCH         for `weigh`: a command that is told the percentage in MOVE_PERCENT; one that fails when people suffer
  MOVE_WATCH_SECONDS              how long each step is watched [60]
  MOVE_PAUSE_MAX                  `switch` refuses when the pause is going to be longer, in seconds [5]
  MOVE_COPY_MAX                   `prepare` gives up waiting after so many seconds; it copies on meanwhile [21600]
  MOVE_STATE                      where the move is remembered, for nobody else to read [/var/lib/koprogo/move-to-cluster]
  BACKUP_KOPROGO                  the product's executable, of the release that runs [koprogo]

From `prepare` to `finish` or `abort`: no migration, no update, and `status` from cron. move-server.sh moves without all this, with a pause as
long as copying takes.
HELP
}

main() {
  local command=${1:-}
  shift || true
  settings
  case $command in
    -h | --help | '') help && exit 0 ;;
    weigh) command_weigh "$@" ;;
    check | prepare | status | rehearse | switch | back | finish | abort)
      [[ $# -eq 0 ]] || usage_fail "\`$1\` is too much"
      need
      "command_$command"
      ;;
    *) usage_fail "there is no command \`$command\`" ;;
  esac
}

settings() {
  : "${MOVE_STATE:=/var/lib/koprogo/move-to-cluster}" "${BACKUP_KOPROGO:=koprogo}" "${MOVE_PAUSE_MAX:=5}" "${MOVE_COPY_MAX:=21600}"
  : "${MOVE_WATCH_SECONDS:=60}"
  address=([old]=${MOVE_FROM:-} [new]=${MOVE_TO:-})
  owner=([old]=${MOVE_FROM_OWNER:-} [new]=${MOVE_TO_OWNER:-})
  seen=([old]=${MOVE_FROM_SEEN:-} [new]=${MOVE_TO_SEEN:-})
  files=([old]=${MOVE_FILES_FROM:-} [new]=${MOVE_FILES_TO:-})
  hook=([new]=${MOVE_SWITCH:-} [old]=${MOVE_SWITCH_BACK:-})
  quiet_hook=([new]=${MOVE_QUIET:-} [old]=${MOVE_QUIET_BACK:-})
  database=([old]=$(database_of "${MOVE_FROM:-}") [new]=$(database_of "${MOVE_TO:-}"))
  umask 077
}

need() {
  local name
  for name in MOVE_FROM MOVE_TO MOVE_FROM_OWNER MOVE_TO_OWNER MOVE_FROM_SEEN MOVE_TO_SEEN; do
    [[ -n ${!name:-} ]] || usage_fail "$name is not set"
  done
  [[ "${seen[old]}${seen[new]}" != *"'"* ]] || usage_fail "MOVE_FROM_SEEN and MOVE_TO_SEEN hold no quotes: host=… port=… sslmode=…"
  [[ (-n ${files[old]} && -n ${files[new]}) || -z ${files[old]}${files[new]} ]] || usage_fail 'MOVE_FILES_FROM and MOVE_FILES_TO come together'
  have pg_dump || fail 'psql and pg_dump are not installed: apt-get install postgresql-client'
  [[ -z ${files[old]} ]] || have rsync || fail 'rsync is not installed: apt-get install rsync'
  have "$BACKUP_KOPROGO" || fail "$BACKUP_KOPROGO is not there; BACKUP_KOPROGO names the product's executable"
  mkdir -p "$MOVE_STATE"
}

# --- where the move is ------------------------------------------------------------------------------------------------------------

has_database() { [[ $(ask_server "$1" "SELECT count(*) FROM pg_database WHERE datname = '${database[$1]}'") == 1 ]]; }

# none, preparing, ready (rows flow to the new side), turning (somebody ended `switch` or `back` in the middle), moved (rows flow back).
phase() {
  local forth=no back=no
  if ! has_database new; then
    if has_publication old; then echo preparing; else echo none; fi
    return
  fi
  if has_subscription new; then forth=yes; fi
  if has_subscription old; then back=yes; fi
  case $forth$back in
    *) [[ -e $MOVE_STATE/turning ]] && echo turning && return ;;&
    yesno) if [[ -e $MOVE_STATE/copied ]]; then echo ready; else echo preparing; fi ;;
    noyes) echo moved ;;
    yesyes) echo turning ;;
    nono) if has_publication old; then echo preparing; else echo none; fi ;;
  esac
}

must_be() {
  local wanted now
  now=$(phase)
  for wanted in "$@"; do [[ $wanted != "$now" ]] || return 0; done
  case $now in
    none) fail 'no move has begun; `prepare` comes first' ;;
    preparing) fail 'the copy is not complete; `prepare` goes on with it, `abort` drops it' ;;
    ready) fail 'people work at the old server; `switch` moves them, `abort` gives the move up' ;;
    turning) fail "$(turning) was interrupted, and perhaps nobody can write: run it again, or \`abort\`" ;;
    moved) fail 'people work at the new server; `back` returns them, `finish` ends the move' ;;
  esac
}

turning() { if [[ $(cat "$MOVE_STATE/turning" 2>/dev/null) == old ]]; then echo '`back`'; else echo '`switch`'; fi; }

# --- commands ---------------------------------------------------------------------------------------------------------------------

command_check() {
  look_at old obstacles old
  look_at new server_obstacles
  if has_database new && [[ $(phase) == none ]]; then
    fail "database ${database[new]} exists at the new server, and no move made it: drop or rename it"
  fi
  say 'Nothing stands in the way'
}

command_prepare() {
  [[ $(phase) == preparing ]] || must_be none preparing ready
  look_at old obstacles old
  look_at new server_obstacles
  [[ $(phase) != none ]] || ! has_database new || fail "database ${database[new]} exists at the new server, and no move made it: drop or rename it"
  step 'publication' publish old
  step 'roles' copy_roles
  step 'schema' copy_schema
  step 'logins of the servers' make_logins
  has_subscription new || step 'copying begins' begin_copy
  [[ -e $MOVE_STATE/copied ]] || step 'rows' await_copy
  step 'files' copy_files old new
  ask new ANALYZE
  look_at new obstacles new
  date -u +%FT%TZ >"$MOVE_STATE/copied"
  say 'Everything has arrived, and every change follows. Next: rehearse'
}

copy_roles() {
  on_server_file new "$roles"
  # Passwords as the old server keeps them, so that settings need not change.
  pg_dumpall --dbname "$(maintenance old)" --roles-only | grep -E '^ALTER ROLE koprogo_[a-z]+ WITH .*PASSWORD' |
    sed -E "s/^ALTER ROLE (koprogo_[a-z]+) WITH .* PASSWORD ('[^']*').*/ALTER ROLE \1 PASSWORD \2;/" >"$MOVE_STATE/passwords.sql" || true
  on_server_file new "$MOVE_STATE/passwords.sql"
  rm -f "$MOVE_STATE/passwords.sql"
}
on_server_file() { PGOPTIONS='-c client_min_messages=warning' timeout 60 psql -XAtq --set ON_ERROR_STOP=1 --dbname "$(maintenance "$1")" -f "$2" >/dev/null; }

# All of the schema or nothing, so that it can be begun again.
copy_schema() {
  local locale
  if ! has_database new; then
    locale=$(ask old "SELECT format('ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding), datcollate, datctype)
                        FROM pg_database WHERE datname = current_database()")
    ask_server new "CREATE DATABASE \"${database[new]}\" OWNER koprogo_owner TEMPLATE template0 $locale"
    # Before anything is in it: nobody but who replicates may write there until the switch.
    freeze new
  fi
  [[ $(ask new "SELECT to_regclass('public._sqlx_migrations') IS NULL") == t ]] || return 0
  timeout 600 pg_dump --dbname "${address[old]}" --schema-only --no-publications --no-subscriptions | on new --single-transaction -f - >/dev/null
}

make_logins() {
  make_login old
  make_login new
}

begin_copy() {
  if ! frozen new; then fail 'the new database can be written; drop it, and `prepare` again'; fi
  drop_slot old "${subscription[new]}"
  subscribe new true
}

await_copy() {
  local deadline=$((SECONDS + MOVE_COPY_MAX)) told=$SECONDS
  until [[ $(left_to_copy) == 0 ]]; do
    all_well || fail "$(what_is_broken)"
    ((SECONDS < deadline)) || fail "not everything was copied within $MOVE_COPY_MAX s (MOVE_COPY_MAX); it copies on: run \`prepare\` again"
    if ((SECONDS - told >= 5)); then told=$SECONDS && say "    $(progress)"; fi
    sleep 0.2
  done
}

left_to_copy() { ask new "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'"; }

progress() {
  local tables size of behind
  tables=$(ask new "SELECT count(*) FILTER (WHERE srsubstate = 'r') || ' of ' || count(*) || ' tables copied' FROM pg_subscription_rel")
  size=$(ask new 'SELECT pg_size_pretty(pg_database_size(current_database()))')
  of=$(ask old 'SELECT pg_size_pretty(pg_database_size(current_database()))')
  behind=$(lag old)
  echo "$tables, $size of $of; ${behind% *} bytes and ${behind#* } s behind"
}

# lag SIDE: what the other side has not confirmed of it, in bytes and seconds.
lag() {
  ask "$1" "SELECT coalesce(greatest(pg_wal_lsn_diff(pg_current_wal_flush_lsn(), s.confirmed_flush_lsn), 0), -1) || ' ' || round(coalesce(extract(epoch FROM r.replay_lag), 0), 1)
              FROM pg_replication_slots s LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid WHERE s.slot_name = '${subscription[$(other "$1")]}'"
}

# Else the words are in what_is_broken.
all_well() { [[ -z $(what_is_broken) ]]; }

what_is_broken() {
  local side from name
  for side in new old; do
    from=$(other "$side") name=${subscription[$side]}
    if [[ $side == new ]] && ! has_database new; then continue; fi
    if ! has_subscription "$side"; then continue; fi
    ask "$side" "SELECT 'the $side server stopped at a row that it cannot apply: its log says which and why; repair it, then ALTER SUBSCRIPTION $name ENABLE'
                   FROM pg_subscription WHERE subname = '$name' AND NOT subenabled"
    ask "$side" "SELECT format('the $side server could not copy a table (%s times): its log says which and why', sync_error_count)
                   FROM pg_stat_subscription_stats WHERE subname = '$name' AND sync_error_count > 0 AND EXISTS (SELECT FROM pg_subscription_rel WHERE srsubstate <> 'r')"
    ask "$from" "SELECT 'the slot at the $from server was given up, because the log it kept was too long (max_slot_wal_keep_size): begin anew (abort, or finish)'
                   FROM pg_replication_slots WHERE slot_name = '$name' AND wal_status = 'lost'"
    ask "$from" "SELECT 'there is no slot at the $from server any more, as after a failover: begin anew (abort, or finish)'
                  WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '$name')"
  done
}

command_status() {
  local now found side code=0
  now=$(phase)
  say "move: $now"
  [[ $now != none ]] || return 0
  found=$(what_is_broken)
  [[ $now != turning ]] || found+="$(turning) was interrupted, and perhaps nobody can write: run it again, or abort"
  if [[ $now == preparing ]]; then code=1; fi
  for side in old new; do
    if has_database "$side" && frozen "$side"; then say "  the $side database refuses writing"; fi
  done
  if [[ $now == ready || $now == preparing ]] && has_database new && has_subscription new; then
    say "  $(progress)"
    side=old
  elif [[ $now == moved ]]; then
    say "  the old server is $(lag new | awk '{ print $1 " bytes and " $2 " s" }') behind"
    side=new
  fi
  if [[ $now == ready || $now == moved ]]; then late "$side" || code=1; fi
  if [[ -n $found ]]; then
    printf '%s\n' "$found" >&2
    code=2
  fi
  return "$code"
}

# Nobody listens, or a minute behind.
late() {
  [[ $(ask "$1" "SELECT count(*) FROM pg_replication_slots s JOIN pg_stat_replication r ON r.pid = s.active_pid
                  WHERE s.slot_name = '${subscription[$(other "$1")]}' AND coalesce(r.replay_lag, '0') < interval '1 min'") == 1 ]] ||
    { say '  it is late, or the connection is gone' && return 1; }
}

command_finish() {
  must_be moved
  end_direction old new
  forget
  say 'There is no way back any more. The old database is read-only; delete it when its backups are kept elsewhere'
}

command_abort() {
  local now
  now=$(phase)
  case $now in
    moved) must_be none ;;
    turning) frozen new || fail 'people may have written at the new server: run `switch` or `back` again' ;;
  esac
  if [[ $now == turning ]] && has_subscription old; then unsubscribe old; fi
  if has_database new; then
    [[ $now != none ]] || fail "database ${database[new]} at the new server is no copy of a move; it stays"
    frozen new || fail 'the new database can be written, so it is no copy of a move; it stays'
    unsubscribe new
    ask_server new "DROP DATABASE \"${database[new]}\" WITH (FORCE)"
    drop_login_of_server new
  fi
  drop_slot old "${subscription[new]}"
  drop_publication old
  drop_login old
  if frozen old; then thaw old; fi
  forget
  say 'Given up: the old server writes as before, the copy is gone'
}

# The subscription at AT that is followed no more, and all that was made for the move at both sides.
end_direction() {
  unsubscribe "$1"
  drop_publication old
  drop_publication new
  drop_login old
  drop_login new
}

drop_login_of_server() { ask_server "$1" "DROP ROLE IF EXISTS $LOGIN"; }

forget() { rm -f "$MOVE_STATE"/{copied,turning,password,rehearsed,*.sums}; }

command_weigh() {
  local percent second
  [[ -n ${MOVE_WEIGHT:-} && -n ${MOVE_WATCH:-} ]] || usage_fail 'MOVE_WEIGHT and MOVE_WATCH are not set'
  (($# > 0)) || usage_fail 'weigh what? For example: weigh 1 10 50 100'
  for percent in "$@"; do
    if ! [[ $percent =~ ^[0-9]{1,3}$ ]] || ((percent > 100)); then usage_fail "\`$percent\` is no percentage"; fi
  done
  for percent in "$@"; do
    MOVE_PERCENT=$percent timeout 60 bash -c "$MOVE_WEIGHT" || fail "MOVE_WEIGHT failed at $percent %"
    for ((second = 0; second < MOVE_WATCH_SECONDS; second++)); do
      timeout 30 bash -c "$MOVE_WATCH" || unweigh "$percent" "$second"
      sleep 1
    done
    done_with "$percent % for $MOVE_WATCH_SECONDS s, and nobody suffered"
  done
}

unweigh() {
  MOVE_PERCENT=0 timeout 60 bash -c "$MOVE_WEIGHT" || fail "MOVE_WATCH failed after $2 s of $1 %, and MOVE_WEIGHT could not take it back: do it by hand"
  fail "MOVE_WATCH failed after $2 s of $1 %; all of the traffic is at the old side again"
}

main "$@"
