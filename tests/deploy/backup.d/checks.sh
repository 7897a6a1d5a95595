# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# What is wrong is noticed.

part_checks() {
  check 'a drill from the disk, for the check' drill --without-files
  check 'all is well, and said as JSON' backup check --json
  check 'the JSON is JSON' python3 -m json.tool "$work/state/status.json"
  check 'metrics are there' grep -q '^koprogo_backup_last_success_timestamp_seconds{kind="database",place="offsite"} [0-9]*$' \
    "$work/state/koprogo_backup.prom"
  sed -i "s/^at=.*/at=$(($(date +%s) - 80000))/" "$work/state/database-disk.last"
  check 'close to its limit: exit code 1' code 1 backup check
  sed -i "s/^at=.*/at=$(($(date +%s) - 100000))/" "$work/state/database-disk.last"
  check 'too old: exit code 2' code 2 backup check
  refuses 'and cron is told' 'database-disk' backup check --quiet
  refuses 'archiving that fails is noticed' 'has been waiting' failing_archive
  check 'files of an hour without storage are copied, once for all segments that wait' copied_once
  refuses 'without its cipher nothing can be restored' 'not restorable' drill_with_another_cipher
  refuses 'wrong words are refused' 'there is no command' backup dance
  refuses 'restoring over a server is refused' 'is not empty' backup restore
}

drill_with_another_cipher() {
  sed 's/cipher-pass=.*/cipher-pass=another-one-of-at-least-32-characters/' "$work/state/pgbackrest.conf" >"$work/state/another.conf"
  chown postgres "$work/state/another.conf"
  BACKUP_CONFIG=$work/state/another.conf drill --without-files
}

# An hour ago was the last copy that arrived; since then a file was written, and then two segments of the log.
copied_once() {
  echo hello >"$work/dev/files/late"
  touch --date '50 minutes ago' "$work/dev/files/late"
  touch --date '40 minutes ago' "$work/segment"
  echo $(($(date +%s) - 3600)) >"$work/state/.files.copied"
  backup files --recent "$work/segment" && backup restore-files "$work/scratch/copied" && grep -q hello "$work/scratch/copied/late" || return 1
  cp "$work/state/files-disk.last" "$work/copied.last"
  rm "$work/dev/files/late"
  backup files --recent "$work/segment" && diff "$work/state/files-disk.last" "$work/copied.last"
}

code() {
  local wanted=$1 status=0
  shift
  "$@" || status=$?
  ((status == wanted)) || {
    echo "exit code $status instead of $wanted"
    return 1
  }
}

# The storage and the disk take nothing for a while.
failing_archive() {
  mv "$work/disk/database" "$work/disk/away" && touch "$work/disk/database"
  query "SELECT pg_create_restore_point('failing'), pg_switch_wal()" >/dev/null
  wait_for 'the failure' 30 archive_failed
  local status=0
  BACKUP_LIMIT_WAL=0 backup check || status=$?
  rm "$work/disk/database" && mv "$work/disk/away" "$work/disk/database"
  return "$status"
}

archive_failed() { (($(query "SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name ~ '\.ready$' AND modification < now() - interval '2 s'") > 0)); }
