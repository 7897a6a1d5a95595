#!/usr/bin/env bash
# Backups of the database and the files, on the disk and off site; see `backup.sh --help`.
set -euo pipefail
# shellcheck source=deploy/scripts/backup-lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/backup-lib.sh"

help() {
  cat <<'HELP'
Backs up the database and the files, encrypted, to a disk and to S3 storage.

Usage: backup.sh COMMAND [--quiet]

  configure            write pgBackRest's configuration out of the settings (mode 0600)
  init                 create the repositories and see that the log arrives there (after configure, once)
  begin                init, and where a place has no backup yet: a full one, the files and a dump, to every place
  run [full|diff|incr] back up the database, to every place, and forget what is older than is kept
  files [--recent [SEGMENT]]
                       copy the files to every place; --recent: those written since the last copy, without listing the copies;
                       with a segment of the log: nothing where a copy has begun since it was written
  dump                 write a plain dump (pg_dump, with roles) to every place
  check [--json]       say how old everything is; exit code 0 all good, 1 close to a limit or no copy off site, 2 too old or broken
  list                 backups there are
  restore [OPTIONS]    bring the database back into its (empty) data directory: --off-site, and to a moment with --time MOMENT,
                       --lsn LSN or --name POINT, else to the end of the log. Start the server afterwards; it replays by itself
  restore-files DIR    bring all files back into DIR, from the disk, or with --away from off site
  restore-dump NAME    print a dump (as `list` names it) for pg_restore, from the disk, or with --away from off site

Settings come from /etc/koprogo/backup.env (or BACKUP_ENV), which deploy/backup/backup.env.example explains. Run it where the
server runs, as the user it runs as. Restoring the database to a moment: docs/operations.md.
HELP
}

main() {
  local command=${1:-} argument rest=()
  case $command in
    -h | --help | '') help && exit 0 ;;
  esac
  shift
  for argument in "$@"; do
    if [[ $argument == --quiet ]]; then quiet=yes; else rest+=("$argument"); fi
  done
  case $command in
    configure | init | begin | run | files | dump | check | list | restore | restore-files | restore-dump)
      load_settings
      "command_${command//-/_}" "${rest[@]}"
      ;;
    *) usage_fail "there is no command \`$command\`" ;;
  esac
}

# --- the database -----------------------------------------------------------------------------------------------------------------

command_configure() {
  have pgbackrest || fail "pgbackrest is not installed: apt-get install pgbackrest"
  (($(secret "$BACKUP_CIPHER_FILE" | wc -c) >= 32)) || fail "$BACKUP_CIPHER_FILE holds fewer than 32 characters; make one with: openssl rand -base64 48"
  mkdir -p "$(dirname "$BACKUP_CONFIG")" "$BACKUP_DISK"/{database,objects,log,lock} "$BACKUP_STATE"
  {
    echo "# Written by \`backup.sh configure\` out of the settings; changes here are lost."
    configuration
  } >"$BACKUP_CONFIG.new"
  mv "$BACKUP_CONFIG.new" "$BACKUP_CONFIG"
  done_with "$BACKUP_CONFIG ($(off_site && echo "disk and s3://$BACKUP_S3_BUCKET" || echo 'disk alone'))"
}

configuration() {
  cat <<CONF
[global]
repo1-path=$BACKUP_DISK/database
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=$(secret "$BACKUP_CIPHER_FILE")
repo1-retention-full=$BACKUP_KEEP_FULL
repo1-bundle=y
compress-type=zst
start-fast=y
archive-push-queue-max=$BACKUP_WAL_QUEUE_MAX
log-path=$BACKUP_DISK/log
lock-path=$BACKUP_DISK/lock
log-level-console=warn
log-level-file=info
CONF
  if off_site; then configuration_off_site; fi
  cat <<CONF

[$STANZA]
pg1-path=$BACKUP_PGDATA
pg1-socket-path=$BACKUP_PGSOCKET
pg1-port=$BACKUP_PGPORT
pg1-user=$BACKUP_PGUSER
CONF
}

configuration_off_site() {
  cat <<CONF
repo2-type=s3
repo2-path=/koprogo/database
repo2-s3-bucket=$BACKUP_S3_BUCKET
repo2-s3-endpoint=$BACKUP_S3_ENDPOINT
repo2-storage-port=$BACKUP_S3_PORT
repo2-s3-region=$BACKUP_S3_REGION
repo2-s3-uri-style=$BACKUP_S3_URI_STYLE
repo2-s3-key=$(secret "$BACKUP_S3_KEY_FILE")
repo2-s3-key-secret=$(secret "$BACKUP_S3_SECRET_FILE")
repo2-cipher-type=aes-256-cbc
repo2-cipher-pass=$(secret "$BACKUP_CIPHER_FILE")
repo2-retention-full=$BACKUP_S3_KEEP_FULL
repo2-bundle=y
CONF
  [[ -z $BACKUP_S3_CA_FILE ]] || echo "repo2-storage-ca-file=$BACKUP_S3_CA_FILE"
}

command_init() {
  pgbackrest_ stanza-create
  pgbackrest_ check
  done_with "the log arrives: $(off_site && echo 'disk, off site' || echo 'disk')"
}

command_begin() {
  local repository
  command_init
  for repository in $(repositories); do
    if ! pgbackrest_ --repo="$repository" info --output=json | grep -q '"label"'; then
      command_run full
      [[ -z $BACKUP_FILES ]] || command_files ''
      command_dump
      return
    fi
  done
}

command_run() {
  local type=${1:-diff} repository begun
  [[ $type =~ ^(full|diff|incr)$ ]] || usage_fail "there is no backup \`$type\`; use full, diff or incr"
  for repository in $(repositories); do
    begun=$(precise)
    # Expires what is older than is kept as well, once the new one is there.
    pgbackrest_ --repo="$repository" --type="$type" backup
    remember "database-$(place_of "$repository")" "$(since "$begun")" "type=$type"
    done_with "database, $type, $(place_of "$repository"): $(since "$begun") s"
  done
}

command_restore() {
  local options=(--repo=1) begun
  while (($# > 0)); do
    case $1 in
      --off-site) options[0]=--repo=2 ;;
      --time | --lsn | --name)
        options+=("--type=${1#--}" "--target=${2:?}" --target-action=promote)
        shift
        ;;
      *) usage_fail "there is no option \`$1\` of restore" ;;
    esac
    shift
  done
  [[ ! -d $BACKUP_PGDATA || -z $(ls -A "$BACKUP_PGDATA") ]] ||
    fail "$BACKUP_PGDATA is not empty; stop the server and move it away (not delete: it may hold what no backup has yet)"
  begun=$(precise)
  mkdir -p "$BACKUP_PGDATA"
  pgbackrest_ "${options[@]}" restore
  done_with "restored into $BACKUP_PGDATA in $(since "$begun") s; start the server now"
}

# --- the files --------------------------------------------------------------------------------------------------------------------

# A file lies under the hash of its content and never changes, so copies are only added to, whenever a file was written last: one that was wiped with
# its copro and restored is as new as its restoring. What was deleted since is kept aside for as long as an older moment of the database, which may
# name it, can be restored.
command_files() {
  local recent=${1:-} segment=${2:-} remote begun place started
  [[ -n $BACKUP_FILES ]] || fail "BACKUP_FILES is not set: the files lie in S3 storage, whose versions are their backup"
  [[ -d $BACKUP_FILES ]] || fail "$BACKUP_FILES is no folder; BACKUP_FILES names it"
  [[ $recent =~ ^(--recent)?$ ]] || usage_fail "there is no option \`$recent\` of files"
  [[ -z $segment || -e $segment ]] || fail "there is no $segment"
  exec 8>"$BACKUP_STATE/.files.lock"
  flock --timeout 20 8 || fail 'another copy of the files is being made for more than 20 s'
  started=$(date +%s)
  # Segments queue while the storage is away; the first one's copy serves all that were written by then.
  if [[ -n $segment ]] && (($(copied_at "$started") > $(stat --format %Y "$segment"))); then return; fi
  open_remotes
  for remote in $(remotes); do
    begun=$(precise)
    place=$([[ $remote == here ]] && echo disk || echo offsite)
    if [[ -n $recent ]]; then
      copy_recent "$remote" "$(copied_at "$started")" "$started"
    else
      rclone_ sync --size-only --immutable --backup-dir "$remote:deleted/$(date +%F)" "$BACKUP_FILES" "$remote:files"
      forget_deleted "$remote"
    fi
    remember "files-$place" "$(since "$begun")"
    done_with "files, $place: $(since "$begun") s"
  done
  echo "$started" >"$BACKUP_STATE/.files.copied.new"
  mv "$BACKUP_STATE/.files.copied"{.new,}
}

# copied_at NOW: when the last copy to every place began, in seconds; 0 where there is none, or a clock was wrong.
copied_at() {
  local at=0
  [[ ! -s $BACKUP_STATE/.files.copied ]] || at=$(<"$BACKUP_STATE/.files.copied")
  if ((at > $1)); then at=0; fi
  echo "$at"
}

# copy_recent REMOTE SINCE NOW: what was written since the last copy began, and a minute before, without listing the copies; everything where there is none.
copy_recent() {
  local age=()
  (($2 == 0)) || age=(--no-traverse --max-age "$(($3 - $2 + 60))s")
  rclone_ copy "${age[@]}" --size-only --immutable "$BACKUP_FILES" "$1:files"
}

# Folders are named by the day.
forget_deleted() {
  local day limit
  limit=$(date --date "$BACKUP_KEEP_DAYS days ago" +%F)
  while IFS= read -r day; do
    [[ ! $day =~ ^[0-9]{4}(-[0-9]{2}){2}$ || ! $day < $limit ]] || rclone_ purge "$1:deleted/$day"
  done < <(rclone_ lsf --dirs-only --dir-slash=false "$1:deleted" 2>/dev/null || true)
}

command_restore_files() {
  local into=${1:-} remote=here
  [[ -n $into && $into != --* ]] || usage_fail 'restore-files wants the folder to restore into'
  [[ ${2:-} != --away ]] || remote=away
  open_remotes
  if copies_of_files "$remote"; then
    rclone_ copy --immutable "$remote:files" "$into"
    done_with "files in $into"
  else
    done_with 'no file was ever copied there'
  fi
}

# --- dumps ------------------------------------------------------------------------------------------------------------------------

command_dump() {
  local name remote begun place
  name=$(date -u +%Y-%m-%dT%H%M%SZ)
  open_remotes
  for remote in $(remotes); do
    begun=$(precise)
    place=$([[ $remote == here ]] && echo disk || echo offsite)
    "$(server_program pg_dumpall)" --globals-only --host "$BACKUP_PGSOCKET" --port "$BACKUP_PGPORT" --username "$BACKUP_PGUSER" |
      rclone_ rcat "$remote:dumps/$name.roles.sql"
    "$(server_program pg_dump)" --format custom --host "$BACKUP_PGSOCKET" --port "$BACKUP_PGPORT" --username "$BACKUP_PGUSER" \
      --dbname "$BACKUP_DATABASE" | rclone_ rcat "$remote:dumps/$name.dump"
    rclone_ delete --min-age "${BACKUP_KEEP_DAYS}d" "$remote:dumps"
    remember "dump-$place" "$(since "$begun")"
    done_with "dump $name, $place: $(since "$begun") s"
  done
}

command_restore_dump() {
  local name=${1:-} remote=here
  [[ -n $name ]] || usage_fail 'restore-dump wants the name of a dump, as backup.sh list shows it'
  [[ ${2:-} != --away ]] || remote=away
  open_remotes
  rclone_ cat "$remote:dumps/$name" || fail "the dump $name cannot be read; \`backup.sh list\` names those there are"
}

command_list() {
  local remote
  pgbackrest_ info
  open_remotes
  for remote in $(remotes); do
    printf '\ndumps, %s:\n' "$([[ $remote == here ]] && echo disk || echo offsite)"
    rclone_ lsf --format ps --separator '   ' "$remote:dumps" 2>/dev/null | sed 's/^/    /' || true
  done
}

# --- how old everything is --------------------------------------------------------------------------------------------------------

verdict=0 lines=() rows=()

# found LEVEL NAME AGE LIMIT SENTENCE
found() {
  (($1 <= verdict)) || verdict=$1
  lines+=("$(printf '  %s %-20s %s' "$( (($1 == 0)) && echo "${green}✓$plain" || echo "${red}✗$plain")" "$2" "$5")")
  rows+=("$(printf '{"check":"%s","level":%d,"age_seconds":%s,"limit_seconds":%s,"text":"%s"}' "$2" "$1" "${3:-null}" "${4:-null}" "${5//\"/}")")
}

# judge NAME LAST LIMIT: warns from four fifths of the limit on.
judge() {
  local age
  if [[ -z $2 ]]; then
    found 2 "$1" '' "$3" 'never went well here'
    return
  fi
  age=$(($(now) - $2))
  if ((age > $3)); then
    found 2 "$1" "$age" "$3" "$(told "$age") ago, the limit is $(told "$3")"
  elif ((age * 5 > $3 * 4)); then
    found 1 "$1" "$age" "$3" "$(told "$age") ago, close to the limit of $(told "$3")"
  else
    found 0 "$1" "$age" "$3" "$(told "$age") ago"
  fi
}

# Seconds as people say them.
told() {
  if (($1 < 180)); then
    echo "$1 s"
  elif (($1 < 7200)); then
    echo "$(($1 / 60)) min"
  elif (($1 < 172800)); then
    echo "$(($1 / 3600)) h"
  else
    echo "$(($1 / 86400)) days"
  fi
}

limit_of() {
  case $1 in
    files-*) echo "$BACKUP_LIMIT_FILES" ;;
    drill) echo "$BACKUP_LIMIT_DRILL" ;;
    *) echo "$BACKUP_LIMIT_BACKUP" ;;
  esac
}

command_check() {
  local kind sentence=''
  [[ ${1:-} =~ ^(--json)?$ ]] || usage_fail "there is no option \`$1\` of check"
  while read -r kind; do judge "$kind" "$(remembered "$kind" at)" "$(limit_of "$kind")"; done < <(kinds)
  judge drill "$(remembered drill at)" "$(limit_of drill)"
  check_log
  off_site || found 1 offsite '' '' 'no copy is made off site: set BACKUP_S3_BUCKET'
  mkdir -p "$BACKUP_STATE"
  printf '{"at":%d,"verdict":%d,"checks":[%s]}\n' "$(now)" "$verdict" "$(joined "${rows[@]}")" >"$BACKUP_STATE/.status.$$"
  chmod 644 "$BACKUP_STATE/.status.$$"
  mv "$BACKUP_STATE/.status.$$" "$BACKUP_STATE/status.json"
  write_metrics
  if [[ ${1:-} == --json ]]; then
    cat "$BACKUP_STATE/status.json"
  else
    sentence=$(printf '%s\n' "${lines[@]}")
    if [[ -z $quiet ]]; then
      echo "$sentence"
    elif ((verdict > 0)); then
      # cron mails what is printed: only what is wrong.
      grep -F '✗' <<<"$sentence" >&2 || true
    fi
  fi
  return "$verdict"
}

# Whether the log leaves the machine: how long the oldest segment that is ready has been waiting.
check_log() {
  local waiting
  waiting=$(sql "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - f.modification))::bigint, 0)
                   FROM pg_ls_archive_statusdir() f WHERE f.name ~ '\.ready$'" postgres 2>/dev/null) || {
    found 2 log '' '' 'the server does not answer'
    return
  }
  mkdir -p "$BACKUP_STATE"
  echo "$waiting" >"$BACKUP_STATE/log.waiting"
  if ((waiting > BACKUP_LIMIT_WAL)); then
    found 2 log "$waiting" "$BACKUP_LIMIT_WAL" "a segment has been waiting for $(told "$waiting") to be archived: $(last_failure)"
  else
    found 0 log "$waiting" "$BACKUP_LIMIT_WAL" "arrives; the oldest that waits: $waiting s"
  fi
}

last_failure() {
  sql "SELECT CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity')
                   THEN 'archive-push failed at ' || date_trunc('second', last_failed_time) || ', the server''s log says why'
                   ELSE 'it is slow' END FROM pg_stat_archiver" postgres 2>/dev/null || echo "the server's log says why"
}

main "$@"
