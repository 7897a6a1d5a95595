# shellcheck shell=bash disable=SC2034 # names that the script and its other part use
# What move-to-cluster.sh is made of: the two sides, freezing, subscriptions, what is looked at. Sourced after backup-lib.sh, never run.

# `old` is where people work before the move, `new` where they shall. A subscription lives at the side that receives; the slot it reads from,
# at the other side, bears its name. `koprogo doctor` lets these names through and no others.
readonly PUBLICATION=koprogo_move
declare -A address=() owner=() seen=() files=() database=() hook=() quiet_hook=()
declare -A subscription=([new]=koprogo_move [old]=koprogo_move_back)
# Outside `koprogo_…`: the doctor knows every role of that name.
readonly LOGIN=move_replication

other() { if [[ $1 == old ]]; then echo new; else echo old; fi; }

# on SIDE [PSQL OPTION…]: as an administrator, who may write where others cannot.
on() {
  local side=$1
  shift
  PGOPTIONS='-c default_transaction_read_only=off -c lock_timeout=30s' timeout 900 psql -XAtq --set ON_ERROR_STOP=1 --dbname "${address[$side]}" "$@"
}
ask() { on "$1" -c "$2"; }

# The server's own database, where there is none of ours yet.
maintenance() { sed -E 's#(://[^/]*/)[^?]*#\1postgres#' <<<"${address[$1]}"; }
ask_server() { timeout 600 psql -XAtq --set ON_ERROR_STOP=1 --dbname "$(maintenance "$1")" -c "$2"; }

database_of() {
  local path=${1#*://*/}
  echo "${path%%\?*}"
}

# The address again, for a session that may write although the database refuses it.
writing() { if [[ $1 == *\?* ]]; then echo "$1&options=-c%20default_transaction_read_only%3Doff"; else echo "$1?options=-c%20default_transaction_read_only%3Doff"; fi; }

product_at() {
  local side=$1
  shift
  env --unset=DATABASE_URL --unset=KOPROGO_DATABASE__AUDIT_URL KOPROGO_DATABASE__MIGRATE_URL="${owner[$side]}" "$BACKUP_KOPROGO" "$@"
}

# step NAME COMMAND…: what fails ends the program.
step() {
  local name=$1 begun
  shift
  begun=$(precise)
  "$@"
  done_with "$(printf '%-40s %7s s' "$name" "$(since "$begun")")"
}

# Its output only when it fails.
quietly() {
  local text
  text=$("$@" 2>&1) || {
    printf '%s\n' "$text" >&2
    return 1
  }
}

# --- may it be moved so -----------------------------------------------------------------------------------------------------------

# What stands in the way at a side, a line each. For both, because the way back is the same way.
obstacles() {
  ask "$1" "
SELECT 'wal_level is ' || setting || ': set it to logical and restart (deploy/docker-compose.yml has it)' FROM pg_settings
 WHERE name = 'wal_level' AND setting <> 'logical'
UNION ALL SELECT 'max_slot_wal_keep_size has no limit, and a side that is away would fill the disk: set it to what the disk can spare'
  FROM pg_settings WHERE name = 'max_slot_wal_keep_size' AND setting = '-1'
UNION ALL SELECT format('only %s of max_replication_slots and max_wal_senders are free, and 4 are needed', free)
  FROM (SELECT least(current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots WHERE slot_name !~ '^(koprogo_move|pg_[0-9]+_sync)'),
                     current_setting('max_wal_senders')::int - (SELECT count(*) FROM pg_stat_replication WHERE application_name !~ '^(koprogo_move|pg_[0-9]+_sync)')) AS free) AS f
 WHERE free < 4
UNION ALL SELECT 'it is a replica; name its primary' WHERE pg_is_in_recovery()
UNION ALL SELECT format('%I.%I has no replica identity, and nothing in it could be changed: give it a primary key', n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence = 'p'
   AND CASE c.relreplident WHEN 'd' THEN NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
                           WHEN 'i' THEN NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident) WHEN 'n' THEN true ELSE false END
UNION ALL SELECT format('%I.%I is unlogged, and its rows would stay behind', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND c.relpersistence = 'u'
UNION ALL SELECT format('trigger %I of %s fires for rows that arrive as well, and would do its work twice', g.tgname, g.tgrelid::regclass)
  FROM pg_trigger g WHERE g.tgenabled IN ('A', 'R') AND NOT g.tgisinternal
UNION ALL SELECT 'there are large objects, which are not replicated' WHERE EXISTS (SELECT FROM pg_largeobject_metadata)"
}

# Of the new server, before it has our database.
server_obstacles() {
  local from to extensions missing
  from=$(ask old "SELECT current_setting('server_version_num')::int / 10000")
  to=$(ask_server new "SELECT current_setting('server_version_num')::int / 10000")
  ((to >= from)) || echo "it is PostgreSQL $to, the old one $from; it must not be older"
  extensions=$(ask old 'SELECT quote_literal(extname) FROM pg_extension' | paste -sd,)
  missing=$(ask_server new "SELECT string_agg(e, ', ') FROM unnest(ARRAY[$extensions]) AS wanted (e) WHERE e NOT IN (SELECT name FROM pg_available_extensions)")
  [[ -z $missing ]] || echo "it cannot have the extensions $missing: install them"
  ask_server new "SELECT 'wal_level is ' || setting || ', and the way back needs logical: set it and restart' FROM pg_settings WHERE name = 'wal_level' AND setting <> 'logical'"
}

look_at() {
  local side=$1 found
  shift
  found=$("$@")
  [[ -z $found ]] || fail "at the $side server:
$(head -n 20 <<<"$found" | sed 's/^/  - /')"
}

# The schema as text that two servers write alike: parentheses around `a OR b OR c` are not the same after a dump and a restore.
schema_of() {
  timeout 120 pg_dump --dbname "${address[$1]}" --schema-only --no-publications --no-subscriptions | grep -vE '^(--|\\(un)?restrict |$)' | tr -d '()'
}

same_schema() {
  local differs
  differs=$(diff <(schema_of old) <(schema_of new) | grep '^[<>]' | head -n 5) || true
  [[ -z $differs ]] || fail "the schemas differ (< old, > new); was it migrated, or altered, since \`prepare\`? Undo it, or \`abort\` and \`prepare\` anew:
$differs"
}

# --- stopping writing -------------------------------------------------------------------------------------------------------------

frozen() {
  [[ $(ask "$1" "SELECT count(*) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
                  WHERE d.datname = current_database() AND s.setrole = 0 AND 'default_transaction_read_only=on' = ANY (s.setconfig)") == 1 ]]
}

# Writing is refused by the database, whoever asks; reading goes on, and so do rows that arrive by replication.
freeze() { set_writing "$1" 'SET default_transaction_read_only = on'; }
thaw() { set_writing "$1" 'RESET default_transaction_read_only'; }

# Who was connected before does not know yet; somebody who was about to connect is not to be seen for a moment. What replicates is left alone.
set_writing() {
  on "$1" -c "ALTER DATABASE \"${database[$1]}\" $2" -c "
DO \$\$
DECLARE
    begun timestamptz := clock_timestamp();
    calm int := 0;
BEGIN
    FOR look IN 1..200 LOOP
        PERFORM pg_stat_clear_snapshot();
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND backend_start <= begun;
        calm := CASE WHEN FOUND THEN 0 ELSE calm + 1 END;
        EXIT WHEN calm = 3;
        PERFORM pg_sleep(0.03);
    END LOOP;
    IF calm < 3 THEN RAISE EXCEPTION 'sessions from before do not end'; END IF;
END
\$\$"
}

# Everything that was committed at SIDE has been applied at the other; waits for it, so many seconds.
drain() {
  local side=$1 seconds=$2 slot
  slot=${subscription[$(other "$side")]}
  # A commit of one's own carries all before it to the disk, from where it is sent.
  on "$side" -c "SELECT pg_logical_emit_message(true, '$PUBLICATION', 'end')" -c "
DO \$\$
DECLARE
    last_one pg_lsn := pg_current_wal_flush_lsn();
BEGIN
    FOR look IN 1..${seconds} * 50 LOOP
        IF EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '$slot' AND confirmed_flush_lsn >= last_one) THEN RETURN; END IF;
        PERFORM pg_sleep(0.02);
    END LOOP;
    RAISE EXCEPTION 'the other side has not applied everything within $seconds seconds';
END
\$\$" >/dev/null
}

# --- what carries the rows --------------------------------------------------------------------------------------------------------

has_subscription() { [[ $(ask "$1" "SELECT count(*) FROM pg_subscription WHERE subname = '${subscription[$1]}' AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())") == 1 ]]; }
has_publication() { [[ $(ask "$1" "SELECT count(*) FROM pg_publication WHERE pubname = '$PUBLICATION'") == 1 ]]; }

publish() { has_publication "$1" || ask "$1" "CREATE PUBLICATION $PUBLICATION FOR ALL TABLES"; }

# How the other side's server logs in here: reads all, writes nothing.
make_login() {
  [[ -s $MOVE_STATE/password ]] || openssl rand -hex 24 >"$MOVE_STATE/password"
  on "$1" -f - <<SQL
DO \$\$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$LOGIN') THEN CREATE ROLE $LOGIN; END IF; END \$\$;
SET log_statement = 'none';
SET client_min_messages = warning;
ALTER ROLE $LOGIN LOGIN REPLICATION BYPASSRLS PASSWORD '$(<"$MOVE_STATE/password")';
ALTER ROLE $LOGIN SET default_transaction_read_only = on;
GRANT pg_read_all_data TO $LOGIN;
SQL
}

# subscribe AT COPY [OPTIONS]: rows of the other side arrive here; COPY says whether those that are there already come first.
subscribe() {
  local at=$1 copy=$2 from
  from=$(other "$at")
  # synchronous_commit: what is confirmed to the sender must survive the loss of a host here.
  # disable_on_error: a row that cannot be applied is told once, by \`status\`, instead of being tried for ever.
  on "$at" -f - <<SQL
SET log_statement = 'none';
SET client_min_messages = warning;
CREATE SUBSCRIPTION ${subscription[$at]}
  CONNECTION '${seen[$from]} dbname=${database[$from]} user=$LOGIN password=$(<"$MOVE_STATE/password") connect_timeout=10'
  PUBLICATION $PUBLICATION WITH (copy_data = $copy, synchronous_commit = 'on', disable_on_error = true ${3:+, $3});
SQL
}

# No row arrives here any more, from this moment on. What stays of it is taken away later.
stop_arriving() {
  ask "$1" "ALTER SUBSCRIPTION ${subscription[$1]} DISABLE; SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_subscription WHERE subname = '${subscription[$1]}' AND pid IS NOT NULL" >/dev/null
}

# Takes away the subscription at a side and its slots at the other, also when that one does not answer (then its slots stay, and it fails).
unsubscribe() {
  local at=$1 name
  name=${subscription[$at]}
  if has_subscription "$at"; then
    timeout 60 psql -XAtq --dbname "${address[$at]}" -c 'SET default_transaction_read_only = off' -c "DROP SUBSCRIPTION $name" 2>/dev/null ||
      on "$at" -c "ALTER SUBSCRIPTION $name DISABLE" -c "ALTER SUBSCRIPTION $name SET (slot_name = NONE)" -c "DROP SUBSCRIPTION $name"
  fi
  drop_slot "$(other "$at")" "$name"
}

# drop_slot SIDE NAME: with those of tables that were being copied for it.
drop_slot() {
  local side=$1 name=$2
  ask "$side" "
DO \$\$
DECLARE
    mine text := '^($name' || CASE '$name' WHEN '${subscription[new]}' THEN '|pg_[0-9]+_sync_[0-9]+_[0-9]+' ELSE '' END || ')\$';
BEGIN
    FOR look IN 1..100 LOOP
        PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name ~ mine AND database = current_database() AND active;
        PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name ~ mine AND database = current_database() AND NOT active;
        EXIT WHEN NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name ~ mine AND database = current_database());
        PERFORM pg_sleep(0.05);
    END LOOP;
    IF EXISTS (SELECT FROM pg_replication_slots WHERE slot_name ~ mine AND database = current_database()) THEN
        RAISE EXCEPTION 'slot % cannot be dropped: the log is kept for it until the disk is full', '$name';
    END IF;
END
\$\$"
}

drop_publication() { ask "$1" "SET client_min_messages = warning; DROP PUBLICATION IF EXISTS $PUBLICATION"; }

drop_login() {
  on "$1" -f - <<SQL
DO \$\$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '$LOGIN') THEN REVOKE pg_read_all_data FROM $LOGIN; DROP ROLE $LOGIN; END IF; END \$\$;
SQL
}

# Rows arrive without asking sequences for their numbers.
copy_sequences() {
  local from=$1 to=$2 numbers
  numbers=$(ask "$from" "SELECT format('SELECT setval(%L, %s, %L);', format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value IS NOT NULL)
                           FROM pg_sequences")
  [[ -n $numbers ]] || return 0
  on "$to" -f - <<<"$numbers" >/dev/null
  diff <(sequences_of "$from") <(sequences_of "$to") >&2 || fail 'sequences differ'
}
sequences_of() { ask "$1" "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2"; }

# --- files ------------------------------------------------------------------------------------------------------------------------

copy_files() {
  [[ -n ${files[old]} ]] || return 0
  rsync --archive --ignore-existing "${files[$1]}/" "${files[$2]}/"
}

# Names and sizes; contents were compared when it was rehearsed, and a file that is there is never written again.
compare_files() {
  local differ
  [[ -n ${files[old]} ]] || return 0
  differ=$(rsync --archive --size-only --omit-dir-times --no-perms --no-owner --no-group ${3:+"$3"} --dry-run --itemize-changes "${files[$1]}/" "${files[$2]}/" | grep -E '^[<>]' || true)
  [[ -z $differ ]] || fail "files differ: $(wc -l <<<"$differ"), the first: $(head -n 1 <<<"$differ")"
}
