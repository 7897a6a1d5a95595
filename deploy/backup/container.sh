#!/usr/bin/env bash
# What the containers of docker-compose.backup.yml begin with; see `container.sh --help`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=deploy/scripts/backup-lib.sh
source "$here/scripts/backup-lib.sh"

help() {
  cat <<'HELP'
The database with its log archived, the clock of its backups, and restoring, each in a container.

Usage: container.sh COMMAND

  database [ARGUMENT…]                          (postgres) the image's own entry point, with the settings of deploy/backup/archive.conf
  clock                                         (backups) first backups where there are none, then deploy/backup/crontab
  restore-database [--aside] [RESTORE OPTION…]  (restore) as `backup.sh restore`; --aside moves what is there among the backups first
  restore-files [--away]                        (restore) as `backup.sh restore-files`, from off site with --away

Restoring wants the database stopped: docs/operations.md, "In containers".
HELP
}

# The image's user for PostgreSQL, with its groups; whoever it is already, where the container does not begin as root.
as_postgres() {
  if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

# A folder of the machine, or a volume that somebody else has made, belongs to root.
take_over() {
  local place
  for place in "$@"; do
    if ((EUID == 0)) && [[ $(stat --format %U "$place") != postgres ]]; then chown postgres:postgres "$place"; fi
  done
}

command_database() {
  local setting settings=()
  take_over "$BACKUP_DISK" "$BACKUP_STATE"
  # With settings that are wrong it does not start: a database whose log goes nowhere would fill the disk.
  as_postgres backup.sh configure --quiet
  while IFS= read -r setting; do settings+=(-c "$setting"); done < <(sed -nE "s/^([a-z_]+) = '?(.*[^'])'?\$/\1=\2/p" "$here/backup/archive.conf")
  exec docker-entrypoint.sh "$@" "${settings[@]}"
}

command_clock() {
  # A drill that was killed with its container.
  rm -rf "$BACKUP_SCRATCH"/koprogo-drill.*
  backup.sh configure
  # What goes wrong here is told by `backup.sh check`, and mended by the next one.
  backup.sh begin || echo 'the first backups could not be made; the lines above say why' >&2
  exec "$here/backup/clock.sh"
}

refuse_running() {
  ! pg_isready --quiet --host "$BACKUP_PGSOCKET" || fail 'the database runs: docker compose … stop postgres backups'
}

command_restore_database() {
  refuse_running
  take_over "$BACKUP_DISK" "$BACKUP_STATE" "$BACKUP_PGDATA"
  if [[ ${1:-} == --aside ]]; then
    shift
    set_aside
  fi
  as_postgres backup.sh configure --quiet
  as_postgres backup.sh restore "$@"
}

# It may hold what no backup has. The volume itself stays: its content goes.
set_aside() {
  local place
  place=$BACKUP_DISK/aside-$(date -u +%Y-%m-%dT%H%M%SZ)
  as_postgres mkdir "$place"
  find "$BACKUP_PGDATA" -mindepth 1 -maxdepth 1 -exec mv --target-directory="$place" {} +
  done_with "what was there is in $place; delete it when all is well"
}

# They belong to the product, who alone writes them.
command_restore_files() {
  refuse_running
  backup.sh restore-files "$BACKUP_FILES" "$@"
  chown -R 10001:10001 "$BACKUP_FILES"
  chmod -R u=rwX,g=rX,o= "$BACKUP_FILES"
}

main() {
  local command=${1:-}
  case $command in
    -h | --help | '') help && exit 0 ;;
    database | clock | restore-database | restore-files) ;;
    *) usage_fail "there is no command \`$command\`" ;;
  esac
  shift
  load_settings
  "command_${command//-/_}" "$@"
}

main "$@"
