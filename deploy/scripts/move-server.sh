#!/usr/bin/env bash
# Moves the product to another server, or to more of the same one, and back; see `move-server.sh --help`.
set -euo pipefail
# shellcheck source=deploy/scripts/backup-lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/backup-lib.sh"
roles=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../roles.sql")

help() {
  cat <<'HELP'
Moves database and files to another server. What arrived is compared with what is there, table by table and copro by copro, before
anybody is sent to it; the old server stays as it is, read-only, for the way back.

Usage: move-server.sh COMMAND

  rehearse   copy everything while people work, compare, and remove the copy again
  move       stop writing, copy, compare, run MOVE_SWITCH; whatever fails before that, the old server goes on
  back       let the old server write again, as long as nobody has written at the new one (else: move in the other direction)
  finish     forget that there is a way back
  resize     run MOVE_RESIZE (a larger plan, other limits, a restart) and compare before and after; if it fails, MOVE_RESIZE_BACK

Settings, from the environment:

  MOVE_FROM, MOVE_TO              addresses of the servers for an administrator: postgres://postgres@host:port/koprogo; passwords
                                  in PGPASSFILE. The database at MOVE_TO must not exist; with MOVE_REPLACE=yes it is renamed
  MOVE_FROM_OWNER, MOVE_TO_OWNER  the same for koprogo_owner, for the comparison
  MOVE_FILES_FROM, MOVE_FILES_TO  folders for rsync (host:/var/lib/koprogo/files); empty when the files lie in S3 storage
  MOVE_SWITCH, MOVE_SWITCH_BACK   commands that send people to the new server, and back (DNS, proxy, DATABASE_URL)
  MOVE_RESIZE, MOVE_RESIZE_BACK   likewise, for resize
  MOVE_STATE                      where the move is remembered [/var/lib/koprogo/move]
  BACKUP_KOPROGO                  the product's executable [koprogo]

While it moves, people read and cannot write; how long is printed. Make a backup first (backup.sh run full).
HELP
}

main() {
  local command=${1:-}
  [[ $# -le 1 ]] || usage_fail "\`$2\` is too much"
  : "${MOVE_STATE:=/var/lib/koprogo/move}" "${BACKUP_KOPROGO:=koprogo}" "${MOVE_FILES_FROM:=}" "${MOVE_FILES_TO:=}"
  : "${MOVE_SWITCH:=}" "${MOVE_SWITCH_BACK:=}" "${MOVE_RESIZE:=}" "${MOVE_RESIZE_BACK:=}" "${MOVE_REPLACE:=}"
  umask 077
  case $command in
    -h | --help | '') help && exit 0 ;;
    rehearse | move | back | finish | resize) "command_$command" ;;
    *) usage_fail "there is no command \`$command\`" ;;
  esac
}

# need NAME…: settings that must be there.
need() {
  local name
  for name in "$@"; do [[ -n ${!name:-} ]] || usage_fail "$name is not set"; done
  have psql || fail 'psql is not installed: apt-get install postgresql-client'
  have "$BACKUP_KOPROGO" || fail "$BACKUP_KOPROGO is not there; BACKUP_KOPROGO names the product's executable"
  mkdir -p "$MOVE_STATE"
}

# at ADDRESS [PSQL OPTION…]
at() { timeout 600 psql -XAtq --set ON_ERROR_STOP=1 --dbname "$@"; }

# The database of an address, and the address of the server's own.
database_of() {
  local path=${1#*://*/}
  echo "${path%%\?*}"
}
maintenance() { sed -E 's#(://[^/]*/)[^?]*#\1postgres#' <<<"$1"; }

product_at() {
  local owner=$1
  shift
  env --unset=DATABASE_URL --unset=KOPROGO_DATABASE__AUDIT_URL KOPROGO_DATABASE__MIGRATE_URL="$owner" "$BACKUP_KOPROGO" "$@"
}

# --- copying ----------------------------------------------------------------------------------------------------------------------

look_first() {
  local from to
  from=$(at "$MOVE_FROM" -c "SELECT current_setting('server_version_num')::int / 10000")
  to=$(at "$(maintenance "$MOVE_TO")" -c "SELECT current_setting('server_version_num')::int / 10000")
  ((to >= from)) || fail "the new server is PostgreSQL $to, the old one $from; it must not be older"
  [[ $(at "$MOVE_FROM" -c 'SELECT pg_is_in_recovery()') == f ]] || fail 'MOVE_FROM is a replica; name its primary'
  make_way
}

make_way() {
  local name there
  name=$(database_of "$MOVE_TO")
  there=$(at "$(maintenance "$MOVE_TO")" -c "SELECT count(*) FROM pg_database WHERE datname = '$name'")
  [[ $there == 1 ]] || return 0
  [[ $MOVE_REPLACE == yes ]] || fail "database $name exists at the new server; drop or rename it, or say MOVE_REPLACE=yes to have it renamed"
  at "$(maintenance "$MOVE_TO")" -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '$name'" >/dev/null
  at "$(maintenance "$MOVE_TO")" -c "ALTER DATABASE \"$name\" RENAME TO \"${name}_before_$(now)\""
}

copy_roles() {
  at "$(maintenance "$MOVE_TO")" -f "$roles" 2>/dev/null
  # Passwords as the old server keeps them, so that settings need not change.
  pg_dumpall --dbname "$(maintenance "$MOVE_FROM")" --roles-only | grep -E '^ALTER ROLE koprogo_[a-z]+ WITH .*PASSWORD' |
    sed -E "s/^ALTER ROLE (koprogo_[a-z]+) WITH .* PASSWORD ('[^']*').*/ALTER ROLE \1 PASSWORD \2;/" | at "$(maintenance "$MOVE_TO")" -f - || true
}

copy_database() {
  local locale
  locale=$(at "$MOVE_FROM" -c "SELECT format('ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding), datcollate, datctype)
                                 FROM pg_database WHERE datname = current_database()")
  at "$(maintenance "$MOVE_TO")" -c "CREATE DATABASE \"$(database_of "$MOVE_TO")\" OWNER koprogo_owner TEMPLATE template0 $locale"
  # What extensions make belongs to who makes them: to the owner of the schema, as `koprogo migrate` has it.
  pg_dump --format custom --compress 0 --dbname "$MOVE_FROM" | pg_restore --exit-on-error --dbname "$MOVE_TO"
  at "$MOVE_TO" -c 'ANALYZE'
}

copy_files() {
  [[ -n $MOVE_FILES_FROM ]] || return 0
  rsync --archive --ignore-existing "$MOVE_FILES_FROM/" "$MOVE_FILES_TO/"
}

# Content, not times: what lies at the new server must be what lies at the old one.
compare_files() {
  local differ
  [[ -n $MOVE_FILES_FROM ]] || return 0
  differ=$(rsync --archive --checksum --dry-run --itemize-changes "$MOVE_FILES_FROM/" "$MOVE_FILES_TO/" | grep -E '^[<>]' || true)
  [[ -z $differ ]] || fail "files differ: $(wc -l <<<"$differ"), the first: $(head -n 1 <<<"$differ")"
}

remove_copy() { at "$(maintenance "$MOVE_TO")" -c "DROP DATABASE IF EXISTS \"$(database_of "$MOVE_TO")\" WITH (FORCE)"; }

# step NAME COMMAND…
step() {
  local name=$1 begun
  shift
  begun=$(precise)
  "$@" || return 1
  done_with "$(printf '%-32s %7s s' "$name" "$(since "$begun")")"
}

# --- commands ---------------------------------------------------------------------------------------------------------------------

command_rehearse() {
  need MOVE_FROM MOVE_TO MOVE_FROM_OWNER MOVE_TO_OWNER
  look_first
  trap 'remove_copy' EXIT
  step roles copy_roles
  step database copy_database
  step 'files' copy_files
  product_at "$MOVE_TO_OWNER" checksums --told --to "$MOVE_STATE/rehearsal.sums"
  # People went on working at the old server: it must hold all that was copied.
  step 'sums' product_at "$MOVE_FROM_OWNER" checksums --against "$MOVE_STATE/rehearsal.sums" --later
  step 'guards of the copy' quietly_ product_at "$MOVE_TO_OWNER" doctor --database-url "$MOVE_TO_OWNER"
  say 'Rehearsed; the copy is removed again'
}

quietly_() {
  local text
  text=$("$@" 2>&1) || {
    echo "$text" >&2
    return 1
  }
}

# Writing is refused by the database, whoever asks; reading goes on.
freeze() { set_read_only "$1" 'SET default_transaction_read_only = on'; }

thaw() { set_read_only "$1" 'RESET default_transaction_read_only'; }

set_read_only() {
  local name
  name=$(database_of "$1")
  # The setting that is changed binds whoever changes it as well.
  PGOPTIONS='-c default_transaction_read_only=off' at "$1" -c "ALTER DATABASE \"$name\" $2" &&
    # Who was connected before does not know yet.
    at "$1" -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '$name' AND pid <> pg_backend_pid()" >/dev/null
}

command_move() {
  local frozen
  need MOVE_FROM MOVE_TO MOVE_FROM_OWNER MOVE_TO_OWNER MOVE_SWITCH
  [[ ! -e $MOVE_STATE/switched ]] || fail "a move was made already; \`finish\` or \`back\` comes first"
  look_first
  step roles copy_roles
  # Most of it while people write; what comes later is little.
  step 'files, ahead' copy_files
  frozen=$(precise)
  trap give_up EXIT
  step 'writing stopped' freeze "$MOVE_FROM"
  step 'sums, before' product_at "$MOVE_FROM_OWNER" checksums --to "$MOVE_STATE/before.sums"
  step database copy_database
  step files copy_files
  step 'sums, compared' product_at "$MOVE_TO_OWNER" checksums --against "$MOVE_STATE/before.sums"
  step 'files, compared' compare_files
  step 'guards' quietly_ product_at "$MOVE_TO_OWNER" doctor --database-url "$MOVE_TO_OWNER"
  product_at "$MOVE_TO_OWNER" checksums --told --to "$MOVE_STATE/switched.sums"
  step 'switch' bash -c "$MOVE_SWITCH"
  trap - EXIT
  now >"$MOVE_STATE/switched"
  say "Moved. Nobody could write for $(since "$frozen") s. The old server is read-only and has everything: \`back\` returns to it"
}

# Nothing was switched: the old server goes on as if nothing had been.
give_up() {
  local status=$?
  trap - EXIT
  remove_copy || echo 'the copy at the new server could not be removed' >&2
  if thaw "$MOVE_FROM"; then
    echo 'Not moved: the old server writes again, the copy is removed' >&2
  else
    echo "Not moved, and the old server still refuses writing; run there: SET default_transaction_read_only = off; then
ALTER DATABASE $(database_of "$MOVE_FROM") RESET default_transaction_read_only" >&2
  fi
  exit $((status == 0 ? 1 : status))
}

command_back() {
  need MOVE_FROM MOVE_TO MOVE_FROM_OWNER MOVE_TO_OWNER MOVE_SWITCH_BACK
  [[ -e $MOVE_STATE/switched ]] || fail 'there is no move to come back from'
  step 'writing stopped at the new server' freeze "$MOVE_TO"
  if ! product_at "$MOVE_TO_OWNER" checksums --against "$MOVE_STATE/switched.sums" >"$MOVE_STATE/back.log"; then
    thaw "$MOVE_TO"
    fail "people have written at the new server since, and it goes on: to return with all of it, move in the other direction (MOVE_FROM \
and MOVE_TO exchanged, MOVE_REPLACE=yes). What differs: $MOVE_STATE/back.log"
  fi
  step 'writing at the old server' thaw "$MOVE_FROM"
  step 'switch back' bash -c "$MOVE_SWITCH_BACK"
  rm -f "$MOVE_STATE/switched"
  say 'Back at the old server, nothing was lost; the new one is read-only'
}

command_finish() {
  mkdir -p "$MOVE_STATE"
  rm -f "$MOVE_STATE/switched" "$MOVE_STATE"/*.sums
  say 'There is no way back any more; the old server can be deleted when its backups are kept elsewhere'
}

command_resize() {
  need MOVE_FROM_OWNER MOVE_RESIZE
  step 'sums, before' product_at "$MOVE_FROM_OWNER" checksums --told --to "$MOVE_STATE/resize.sums"
  if step 'resize' bash -c "$MOVE_RESIZE" && wait_for_database && step 'sums, compared' \
    product_at "$MOVE_FROM_OWNER" checksums --against "$MOVE_STATE/resize.sums" --later; then
    say 'Resized; everything is there'
    return
  fi
  [[ -n $MOVE_RESIZE_BACK ]] || fail 'it did not go well, and MOVE_RESIZE_BACK is not set: undo it by hand'
  step 'the way back' bash -c "$MOVE_RESIZE_BACK"
  wait_for_database || fail 'the database does not answer after the way back either; restore it: docs/operations.md'
  step 'sums, compared' product_at "$MOVE_FROM_OWNER" checksums --against "$MOVE_STATE/resize.sums" --later
  fail 'not resized; everything is as it was'
}

wait_for_database() {
  local deadline=$((SECONDS + 120))
  until timeout 5 psql -XAtq --dbname "$MOVE_FROM_OWNER" --command 'SELECT 1' >/dev/null 2>&1; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

main "$@"
