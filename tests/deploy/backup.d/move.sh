# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# Another server.

part_move() {
  make_cluster new
  start_cluster new
  mkdir -p "$work/new.files"
  sign_in
  start_writers
  wait_for 'writing' 60 at_least 30
  check 'rehearsed while people write' move rehearse
  refuses 'a move that fails leaves the old server writing' 'the old server writes again' env MOVE_SWITCH=false "$work/move" move
  wait_for 'writing' 60 at_least $(($(written) + 15))
  check 'moved: everything compared before the switch' move move
  grep -E '✓|Nobody' "$work/check.log" | sed 's/^/    /'
  stop_writers
  check 'nothing that was acknowledged is missing there' all_there
  check 'whoever wrote meanwhile was told when to come back' told_to_come_back
  sed 's/^/      /' "$work/check.log"
  check 'the old server refuses to be written' refused 'read-only transaction' query "DELETE FROM tenant.suppliers WHERE name = 'nobody'"
  check 'back, as nobody has written at the new one' move back
  check 'moved again' env MOVE_REPLACE=yes "$work/move" move
  at_new_sql "UPDATE firm.firms SET name = name || '.'" >/dev/null
  refuses 'no way back once somebody has written at the new one' 'people have written at the new server' move back
  check 'the new server still writes' at_new_sql "DELETE FROM tenant.suppliers WHERE name = 'nobody'"
  PGOPTIONS='-c default_transaction_read_only=off' query 'ALTER DATABASE koprogo RESET default_transaction_read_only'
  refuses 'no second move before the first is over' 'a move was made already' move move
  check 'finished: there is no way back any more' move finish
  refuses 'and none is taken' 'there is no move to come back from' move back
  check 'resized: a restart with more memory' move resize
  refuses 'a resize that leaves no server is taken back, and all is there' 'not resized; everything is as it was' \
    env MOVE_RESIZE="$work/resize too-much" MOVE_RESIZE_BACK="$work/resize back" "$work/move" resize
  check 'it serves as before' query 'SELECT count(*) FROM tenant.suppliers'
}

move() { "$work/move" "$@"; }

# What an operator has in a file.
settings_of_move() {
  cat >"$work/move" <<MOVE
#!/usr/bin/env bash
export MOVE_FROM='postgres://postgres@localhost:5432/koprogo?host=${work//\//%2F}%2Fpg'
export MOVE_TO='postgres://postgres@localhost:5434/koprogo?host=${work//\//%2F}%2Fnew'
export MOVE_FROM_OWNER='$(owner_url pg)' MOVE_TO_OWNER='postgres://koprogo_owner@localhost:5434/koprogo?host=${work//\//%2F}%2Fnew'
export MOVE_FILES_FROM='$work/dev/files' MOVE_FILES_TO='$work/new.files' MOVE_STATE='$work/move.state' BACKUP_KOPROGO='$work/koprogo'
export MOVE_SWITCH=\${MOVE_SWITCH:-true} MOVE_SWITCH_BACK=true
export MOVE_RESIZE=\${MOVE_RESIZE:-'$work/resize'} MOVE_RESIZE_BACK=\${MOVE_RESIZE_BACK:-true}
exec '$here/deploy/scripts/move-server.sh' "\$@"
MOVE
  cat >"$work/resize" <<RESIZE
#!/usr/bin/env bash
set -euo pipefail
case \${1:-} in
  # More than there is: the server stops and does not start again.
  too-much) echo 'shared_buffers = 4TB' >>'$work/pg/data/postgresql.conf' ;;
  back) sed -i '/4TB/d' '$work/pg/data/postgresql.conf' ;;
  *) echo 'shared_buffers = 96MB' >>'$work/pg/data/postgresql.conf' ;;
esac
cd '$work' && setpriv --reuid=postgres --regid=postgres --init-groups '$bin/pg_ctl' --pgdata '$work/pg/data' --log '$work/pg/log' -m fast --wait restart
RESIZE
  chmod +x "$work/move" "$work/resize"
}

# While nobody could write, and never otherwise: not once an error of the server.
told_to_come_back() {
  sort "$work/refused_writes" | uniq -c
  grep -q '^503 10 application/problem+json writing-paused$' "$work/refused_writes" &&
    ! grep -vE '^503 [0-9]+ application/problem\+json ' "$work/refused_writes"
}

at_new_sql() {
  as_postgres psql -XAtq -v ON_ERROR_STOP=1 --host "$work/new" --port 5434 --username postgres --dbname koprogo --command "$1"
}

all_there() {
  at_new_sql 'SELECT id FROM tenant.suppliers' | sort >"$work/arrived"
  [[ -s $work/acknowledged ]] || return 1
  cut -d' ' -f2 "$work/acknowledged" | sort | comm -23 - "$work/arrived" >"$work/missing"
  echo "$(written) acknowledged, $(wc -l <"$work/missing") missing"
  [[ ! -s $work/missing ]]
}
