# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/infrastructure/move and its other parts set or read
# What is shown.

# move NAME COMMAND…: what it says is kept under that name.
move() {
  local name=$1
  shift
  timeout 300 "$work/move" "$@" >"$logs/$name.out" 2>&1 || {
    local status=$?
    cat "$logs/$name.out"
    return "$status"
  }
}

# refuses WORDS COMMAND…: fails, and says WORDS.
refuses() {
  local words=$1
  shift
  if move refused "$@"; then
    echo 'it was not refused'
    return 1
  fi >/dev/null
  grep -qF -- "$words" "$logs/refused.out" || {
    cat "$logs/refused.out"
    echo "it does not say: $words"
    return 1
  }
}

# code WANTED COMMAND…
code() {
  local wanted=$1 status=0
  shift
  move status "$@" || status=$?
  ((status == wanted)) || {
    echo "exit code $status instead of $wanted"
    return 1
  }
}

is() { [[ $1 == "$2" ]] || { echo "$1 instead of $2" && return 1; }; }

# Of a move there is nothing left at a side.
nothing_left() {
  is "$(ask_server "$1" "SELECT (SELECT count(*) FROM pg_replication_slots) + (SELECT count(*) FROM pg_subscription)
                              + (SELECT count(*) FROM pg_roles WHERE rolname = 'move_replication')")" 0 &&
    { [[ $1 == new && ${2:-} == dropped ]] || is "$(ask "$1" 'SELECT count(*) FROM pg_publication')" 0; }
}

part_refused() {
  expect 'a server that sends no changes is named' refuses 'wal_level is replica' check
  ask_server old "ALTER SYSTEM SET wal_level = logical"
  expect 'restarted as its compose file has it' restart_old
  expect 'nothing stands in the way' move check check
  ask old 'CREATE TABLE public.notes (note text)'
  expect 'a table without identity is named, before anything is made' refuses 'public.notes has no replica identity' prepare
  ask old 'DROP TABLE public.notes; CREATE UNLOGGED TABLE public.notes (id int PRIMARY KEY)'
  expect 'so is one whose rows would stay behind' refuses 'public.notes is unlogged' prepare
  ask old 'DROP TABLE public.notes; ALTER TABLE tenant.persons ENABLE ALWAYS TRIGGER audit_insert'
  expect 'and a trigger that would fire twice' refuses 'trigger audit_insert' prepare
  ask old 'ALTER TABLE tenant.persons ENABLE TRIGGER audit_insert'
  ask_server old 'ALTER SYSTEM SET max_slot_wal_keep_size = -1'
  ask_server old 'SELECT pg_reload_conf()' >/dev/null
  expect 'and a disk that nothing protects' refuses 'max_slot_wal_keep_size' prepare
  ask_server old 'ALTER SYSTEM RESET max_slot_wal_keep_size'
  ask_server old 'SELECT pg_reload_conf()' >/dev/null
  expect 'no switch without a copy' refuses 'no move has begun' switch
  expect 'nothing was left by any of it' nothing_left old
  ask old 'CREATE PUBLICATION koprogo_move FOR TABLE tenant.lots'
  expect 'the doctor is not deceived by the name of a move' broken_by 'publication koprogo_move' doctor old
  ask old 'DROP PUBLICATION koprogo_move'
}

restart_old() {
  postgres_stop "$work/old" fast
  postgres_start "$work/old"
  until_true 30 curl --silent --fail --max-time 2 --noproxy '*' http://127.0.0.1:8080/health/ready
}

part_abort() {
  start_writers
  begin_prepare
  expect 'copying' until_true 60 copying
  end_prepare
  expect 'given up in the middle' move abort abort
  expect 'no slot, publication, subscription or login stays' nothing_left old
  expect 'nor at the new server' nothing_left new dropped
  expect 'nor the copy' is "$(ask_server new "SELECT count(*) FROM pg_database WHERE datname = 'koprogo'")" 0
  expect 'status: no move' code 0 status
  expect 'people write' people_write
}

# In the background, to be killed.
begin_prepare() {
  setsid "$work/move" prepare >"$logs/prepare-killed.out" 2>&1 </dev/null &
  preparing=$!
}
end_prepare() {
  kill -KILL -- "-$preparing" 2>/dev/null
  wait "$preparing" 2>/dev/null || true
}
copying() { (($(ask new "SELECT count(*) FILTER (WHERE srsubstate <> 'r') * sign(count(*) FILTER (WHERE srsubstate = 'r')) FROM pg_subscription_rel") > 0)); }

part_copy() {
  local begun
  begin_prepare
  expect 'copying' until_true 60 copying
  end_prepare
  expect 'killed in the middle: status says it copies' code 1 status
  expect 'and no switch' refuses 'the copy is not complete' switch
  begun=$(second)
  expect 'gone on with, to the end' move prepare prepare
  copy_took=$(grep -oE 'rows +[0-9.]+' "$logs/prepare.out" | awk '{ print $2 }')
  expect 'people did not notice' below 2 "$(longest_silence "$begun")"
  expect 'status: all is well' until_true 20 code 0 status
  expect 'the doctor knows the move at the old server' doctor old
  expect 'the product starts beside it, and the new one reads' serve new
  expect 'but the new database refuses writing' refused_by_new "DELETE FROM tenant.persons WHERE last_name = 'nobody'"
  ask old 'CREATE PUBLICATION another FOR TABLE tenant.lots'
  expect 'the doctor still knows what is no move' broken_by 'publication another' doctor old
  ask old 'DROP PUBLICATION another'
  expect 'rehearsed while people write' move rehearse rehearse
  forecast=$(grep -oE 'about [0-9.]+' "$logs/rehearse.out" | awk '{ print $2 }')
}

doctor() { timeout 120 "$program" doctor --database-url "$(owner_url "$1")"; }
broken_by() {
  local words=$1 said
  shift
  if said=$("$@" 2>&1); then echo 'it is content' && return 1; fi
  grep -qF "$words" <<<"$said" || { echo "$said" && return 1; }
}
refused_by_new() { broken_by 'read-only transaction' ask new "$1"; }
below() { awk -v max="$1" -v is="$2" 'BEGIN { if (is >= max) { print is " s"; exit 1 } }'; }

part_noticed() {
  local copro
  copro=$(ask old "SELECT tenant_id FROM tenant.persons WHERE last_name = 'Before 1' ORDER BY id DESC LIMIT 1")
  alter_copy "UPDATE tenant.persons SET last_name = 'After 1' WHERE last_name = 'Before 1' AND tenant_id = '$copro'"
  expect 'a row that was altered in the copy is noticed by the rehearsal' refuses "tenant.persons $copro" rehearse
  expect 'without which there is no switch' refuses 'not rehearsed' switch
  alter_copy "UPDATE tenant.persons SET last_name = 'Before 1' WHERE last_name = 'After 1' AND tenant_id = '$copro'"
  expect 'rehearsed again' move rehearse rehearse
  copro=$(ask old "SELECT tenant_id FROM tenant.persons WHERE last_name = 'Before 1' ORDER BY id LIMIT 1")
  alter_copy "UPDATE tenant.persons SET last_name = 'After 1' WHERE last_name = 'Before 1' AND tenant_id = '$copro'"
  expect 'one that is altered afterwards, where people write, by the comparison in the pause' refuses 'the copy differs' switch
  alter_copy "UPDATE tenant.persons SET last_name = 'Before 1' WHERE last_name = 'After 1' AND tenant_id = '$copro'"
  expect 'after which people write on' people_write
  # The product has none, and its doctor wants none. Should it have one some day, the number must go on.
  ask old 'CREATE SEQUENCE public.receipts'
  ask old "SELECT setval('public.receipts', 4711)" >/dev/null
  expect 'a sequence that is missing is noticed' refuses 'the schemas differ' switch
  write_at new 'CREATE SEQUENCE public.receipts'
  expect 'a row that cannot be applied stops it, and status says so' conflict
  expect 'repaired, it goes on' repaired
  expect 'too long a pause is refused beforehand' env MOVE_PAUSE_MAX=0.5 bash -c "$(declare -f refuses move); logs=$logs work=$work; refuses 'more than MOVE_PAUSE_MAX' switch"
  expect 'a switch of the proxy that fails is taken back' env MOVE_SWITCH="$work/send new; false" bash -c "$(declare -f refuses move); logs=$logs work=$work; refuses 'the old server writes as before' switch"
  expect 'people write on, at the old server' people_write
  expect 'status: all is well' until_true 20 code 0 status
  stop_writers
  expect 'nothing lost, nothing twice' all_there
  start_writers
}

# As somebody who may; triggers and policies do not hinder.
alter_copy() { write_at new "SET session_replication_role = replica; $1"; }

# The same key at both sides.
conflict() {
  local row="INSERT INTO tenant.persons SELECT (jsonb_populate_record(s, jsonb_build_object('id', '00000000-0000-4000-8000-000000000001', 'last_name', 'Conflict'))).* FROM tenant.persons s WHERE last_name = 'Before 2' ORDER BY id LIMIT 1"
  alter_copy "$row"
  ask old "SET session_replication_role = replica; $row"
  until_true 30 is "$(ask new "SELECT 1")" 1 && until_true 30 disabled && code 2 status && grep -q 'cannot apply' "$logs/status.out"
}
disabled() { [[ $(ask new 'SELECT subenabled FROM pg_subscription') == f ]]; }
repaired() {
  alter_copy "DELETE FROM tenant.persons WHERE id = '00000000-0000-4000-8000-000000000001'"
  write_at new 'ALTER SUBSCRIPTION koprogo_move ENABLE'
  until_true 30 is_true new "SELECT count(*) = 1 FROM tenant.persons WHERE last_name = 'Conflict'" &&
    ask old "SET session_replication_role = replica; DELETE FROM tenant.persons WHERE last_name = 'Conflict'" &&
    until_true 30 code 0 status
}

part_switch() {
  local begun side
  begun=$(second)
  expect 'moved' move switch switch
  expect 'people write at the new server' people_write
  first_pause=$(pause_of switch) first_silence=$(longest_silence "$begun")
  expect 'the pause was at most 5 s' below 5.001 "$first_pause"
  expect 'and the writers say so too' below 5.001 "$first_silence"
  expect 'status: all is well' until_true 20 code 0 status
  expect 'the old database refuses writing' broken_by 'read-only transaction' ask old "DELETE FROM tenant.persons WHERE last_name = 'nobody'"
  expect 'the sequence goes on' is "$(write_at new "SELECT nextval('public.receipts')")" 4712
  for side in old new; do write_at "$side" 'DROP SEQUENCE public.receipts'; done
  stop_writers
  expect 'nothing lost, nothing twice' all_there
  expect 'sums of every table and copro are equal at both' equal_sums new old
  expect 'the doctor is content with the new server' doctor new
  expect 'the audit log is whole, anchors included' at_new audit verify
  expect 'so are the invoices' at_new invoices verify
  start_writers
}

pause_of() { grep -oE 'Nobody could write for [0-9.]+' "$logs/$1.out" | awk '{ print $5 }'; }

# equal_sums FROM TO: nobody writes at FROM (its worker is stopped meanwhile), and TO has had the time to follow.
equal_sums() {
  local side
  "$work/worker" stop "$1"
  until_true 30 followed "$1"
  for side in old new; do KOPROGO_DATABASE__MIGRATE_URL=$(owner_url "$side") timeout 120 "$program" checksums --to "$work/$side.sums"; done
  "$work/worker" start "$1"
  diff "$work/old.sums" "$work/new.sums" && wc -l <"$work/new.sums"
}
followed() {
  local end
  end=$(ask "$1" "SELECT pg_current_wal_flush_lsn()")
  until_true 10 is_true "$1" "SELECT bool_and(confirmed_flush_lsn >= '$end') FROM pg_replication_slots"
}
is_true() { [[ $(ask "$1" "$2") == t ]]; }

# at_new COMMAND…: the product at the new server, with its files.
# shellcheck source=/dev/null
at_new() { (source "$work/new.env" && unset DATABASE_URL && KOPROGO_DATABASE__MIGRATE_URL=$(owner_url new) timeout 120 "$program" "$@"); }

part_back() {
  local begun
  begun=$(second)
  expect 'back' move back back
  expect 'people write at the old server' people_write
  expect 'the pause was at most 5 s' below 5.001 "$(pause_of back)"
  expect 'and the writers say so too' below 5.001 "$(longest_silence "$begun")"
  back_pause=$(pause_of back)
  stop_writers
  expect 'what was written at the new server is there, once' all_there
  expect 'sums of every table and copro are equal at both' equal_sums old new
  expect 'status: all is well' until_true 20 code 0 status
  start_writers
}

part_again() {
  expect 'killed in the pause' killed_in_the_pause
  expect 'status: broken, perhaps nobody can write' code 2 status
  expect 'gone on with' move resumed switch
  expect 'people write at the new server' people_write
  expect 'finished' move finish finish
  expect 'nothing of it stays at the old server' nothing_left old
  expect 'nor at the new one' nothing_left new
  expect 'no way back any more' refuses 'no move has begun' back
  expect 'people write' people_write
  stop_writers
  expect 'nothing lost, nothing twice' all_there
  expect 'the doctor is content' doctor new
  expect 'the audit log is whole, anchors included' at_new audit verify
}

killed_in_the_pause() {
  setsid "$work/move" switch >"$logs/switch-killed.out" 2>&1 </dev/null &
  local switching=$!
  until_true 60 is_frozen old
  kill -KILL -- "-$switching"
  wait "$switching" 2>/dev/null || true
  is_frozen old && is_frozen new
}
is_frozen() { [[ $(ask "$1" 'SHOW default_transaction_read_only') == on ]]; }

part_weighted() {
  local begun side
  settings_of_next_move
  for side in old new; do stop_serving "$side"; done
  "$work/worker" stop new
  ask_server old 'DROP DATABASE koprogo WITH (FORCE)'
  for side in old new; do
    environment "$side" 6432
    echo "export KOPROGO_FILES__DIR=$work/new.files" >>"$work/$side.env"
    expect "the $side application, at the database of the cluster that is left" serve "$side"
  done
  "$work/worker" start new
  ask_proxy 'clear counters all'
  start_writers
  begun=$(second)
  expect 'the new application has more and more of the traffic' move weigh weigh 10 50
  expect 'it really has' answered_by_old
  expect 'where people suffer, it has none' env MOVE_WATCH=false bash -c "$(declare -f refuses move); logs=$logs work=$work; refuses 'all of the traffic is at the old side again' weigh 100"
  expect 'all of it' move weigh weigh 100
  expect 'nobody noticed' below 2 "$(longest_silence "$begun")"
  expect 'the database is copied' move prepare prepare
  expect 'rehearsed' move rehearse rehearse
  begun=$(second)
  expect 'the database follows' move weighted switch
  expect 'people write there' people_write
  expect 'the pause was at most 5 s' below 5.001 "$(pause_of weighted)"
  weighted_pause=$(pause_of weighted) weighted_silence=$(longest_silence "$begun")
  expect 'and the writers say so too' below 5.001 "$weighted_silence"
  stop_writers
  expect 'nothing lost, nothing twice' all_there
  expect 'sums of every table and copro are equal at both' equal_sums old new
  expect 'finished' move finish finish
  expect 'nothing of it stays' nothing_left old
  expect 'nor at the server that was left' nothing_left new
}

ask_proxy() {
  exec 3<>/dev/tcp/127.0.0.1/9999
  printf '%s\n' "$1" >&3
  timeout 5 cat <&3
}
answered_by_old() {
  ask_proxy 'show stat people 4 -1' | awk -F, '$2 == "old" { print $8 " sessions"; exit !($8 > 10) }'
}

figures() {
  printf '\n  3 to 4: %s s as the script measured, %s s as the writers did' "$weighted_pause" "$weighted_silence"
  printf '\n  %s rows copied in %s s; forecast of the pause %s s; pauses as the script measured them: %s s forth, %s s back; the longest that a writer waited: %s s\n' \
    "$(ask new 'SELECT sum(n_live_tup)::bigint FROM pg_stat_user_tables')" "$copy_took" "$forecast" "$first_pause" "$back_pause" "$first_silence"
}
