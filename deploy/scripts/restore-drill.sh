#!/usr/bin/env bash
# Proves that what is backed up can be restored; see `restore-drill.sh --help`.
set -euo pipefail
# shellcheck source=deploy/scripts/backup-lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/backup-lib.sh"

help() {
  cat <<'HELP'
Restores the database and the files beside the running server, checks everything, says what a loss would have cost (RPO) and how
long it took (RTO), and removes it again. The running server is not touched.

Usage: restore-drill.sh [OPTIONS]

  --off-site           from the copy off site instead of the disk
  --time MOMENT        to this moment ('2026-11-23 12:00:00.5+00'); or
  --lsn LSN            to this place of the log; or
  --name POINT         to this point (pg_create_restore_point); else to the end of the log
  --lost-at EPOCH      when the server was lost, in seconds: RPO counts to there (else to the begin of the drill)
  --against FILE       the sums must be those of FILE (`koprogo checksums --to FILE`), table by table and copro by copro
  --against-live       the running database must have gone on from what is restored: chain by chain, and what has not moved is equal.
                       What its audit log has on record since it was once taken back does not count against the backup.
                       Its address is database.audit_url or database.migrate_url of the product's settings
  --without-files      the database alone
  --keep DIR           leave the restored server's data and the files in DIR, stopped
  --json               the result as one JSON object
  --quiet              say nothing when all is well

Checks: `koprogo doctor`, `koprogo audit verify`, `koprogo invoices verify`. Exit code 0 proven, 1 not, 2 wrongly asked. What was proven
is remembered for `backup.sh check` and for Prometheus (koprogo_drill_*).
HELP
}

repository=1 target=(--type=default) lost_at='' against='' live='' files=yes keep='' json=''
scratch='' server='' stages=()

main() {
  read_options "$@"
  load_settings
  refuse_what_cannot_be
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  # Short, because the socket lies in it.
  scratch=$(mktemp -d "$BACKUP_SCRATCH/koprogo-drill.XXXXXX")
  drill
}

read_options() {
  while (($# > 0)); do
    case $1 in
      -h | --help) help && exit 0 ;;
      --off-site) repository=2 ;;
      --time | --lsn | --name) target=("--type=${1#--}" "--target=${2:?}" --target-action=promote) && shift ;;
      --lost-at) lost_at=${2:?} && shift ;;
      --against) against=$(realpath "${2:?}") && shift ;;
      --against-live) live=yes ;;
      --without-files) files='' ;;
      --keep) keep=$(realpath "${2:?}") && shift ;;
      --json) json=yes quiet=yes ;;
      --quiet) quiet=yes ;;
      *) usage_fail "there is no option \`$1\`" ;;
    esac
    shift
  done
}

refuse_what_cannot_be() {
  ((EUID != 0)) || fail "run it as the user that the server runs as, not as root: PostgreSQL refuses root"
  [[ -z $against || -z $live ]] || usage_fail 'name --against or --against-live, not both'
  [[ -z $against || -r $against ]] || usage_fail "$against cannot be read"
  if [[ $repository == 2 ]]; then off_site || fail 'BACKUP_S3_BUCKET is not set: there is no copy off site'; fi
  [[ -n $BACKUP_FILES ]] || files=''
  have "$BACKUP_KOPROGO" || fail "$BACKUP_KOPROGO is not there; BACKUP_KOPROGO names the product's executable"
  [[ -z $keep ]] || [[ -d $keep && -z $(ls -A "$keep") ]] || usage_fail "$keep must be an empty folder"
  enough_room
}

# The database once more, and a tenth.
enough_room() {
  local needed free
  needed=$(pgbackrest_ --repo="$repository" info --output=json | sed -nE 's/.*"info":\{"delta":[0-9]+,"repository":\{[^}]*\},"size":([0-9]+)\}.*/\1/p')
  free=$(df --output=avail --block-size=1 "$BACKUP_SCRATCH" | tail -n 1)
  ((${needed:-0} * 11 / 10 < free)) || fail "$BACKUP_SCRATCH has $((free >> 20)) MiB free, $((needed * 11 / 10 >> 20)) are needed; name another BACKUP_SCRATCH"
}

clean_up() {
  local status=$?
  trap - EXIT INT TERM
  stop_server
  [[ -z $scratch ]] || rm -rf "$scratch"
  exit "$status"
}

drill() {
  local begun rto last rpo
  begun=$(precise)
  say "Restoring from $(place_of "$repository") into $scratch"
  stage restore restore_database
  [[ -z $files ]] || stage files restore_files
  stage replay start_server
  rto=$(since "$begun")
  last=$(restored "SELECT coalesce(extract(epoch FROM pg_last_xact_replay_timestamp()), 0)")
  rpo=$(measure_rpo "$last" "$begun")
  stage doctor product doctor --database-url "$(address koprogo_app)"
  [[ -z $files ]] || stage named no_file_is_missing
  [[ -z $files ]] || stage anchors level_anchors
  stage audit verify_audit
  stage invoices verify_invoices
  [[ -z $against ]] || stage checksums product checksums --against "$against"
  [[ -z $live ]] || stage checksums compare_live
  if [[ -n $keep ]]; then keep_restored; fi
  report "$begun" "$rto" "$rpo" "$last"
}

# stage NAME COMMAND…: what it prints is shown when it fails.
stage() {
  local name=$1 begun
  shift
  begun=$(precise)
  "$@" >"$scratch/output" 2>&1 || {
    cat "$scratch/output" >&2
    fail "not restorable: \`$name\` failed after $(since "$begun") s; the lines above say why"
  }
  stages+=("$name" "$(since "$begun")")
  done_with "$(printf '%-10s %6s s   %s' "$name" "$(since "$begun")" "$(grep -v '^ *$' "$scratch/output" | tail -n 1 | sed 's/^ *//' || true)")"
}

restore_database() {
  # What belongs to the running server is left alone: its lock and log as well; and nothing is ever archived from here.
  pgbackrest_ --repo="$repository" --pg1-path="$scratch/data" --lock-path="$scratch/lock" --log-path="$scratch" --log-level-file=off \
    --archive-mode=off "${target[@]}" restore
}

restore_files() {
  local remote=here
  [[ $repository == 1 ]] || remote=away
  open_remotes
  # Where nobody has brought a file yet there is no folder of copies either; the database knows whether that is so.
  if copies_of_files "$remote"; then rclone_ copy "$remote:files" "$scratch/files"; else mkdir "$scratch/files"; fi
}

no_file_is_missing() {
  local named
  named=$(restored 'SELECT count(*) FROM tenant.files')
  [[ $named == 0 || -n $(find "$scratch/files" -type f -print -quit) ]] || {
    echo "the database names $named files, and no copy of any is there: backup.sh files"
    return 1
  }
}

# With settings of its own: no network, little memory, only this user through a socket in a folder that only this user enters.
start_server() {
  mkdir -p "$scratch/socket"
  echo 'local all all trust' >"$scratch/hba.conf"
  cat >"$scratch/postgresql.conf" <<CONF
data_directory = '$scratch/data'
hba_file = '$scratch/hba.conf'
ident_file = '/dev/null'
listen_addresses = ''
unix_socket_directories = '$scratch/socket'
unix_socket_permissions = 0700
port = 5432
hot_standby = off
shared_buffers = 64MB
max_connections = 20
fsync = off
archive_mode = off
shared_preload_libraries = ''
CONF
  timeout 3600 "$(server_program postgres)" -c config_file="$scratch/postgresql.conf" -c archive_mode=off -c archive_command= \
    -c restore_command="pgbackrest --config=$BACKUP_CONFIG --stanza=$STANZA --repo=$repository --pg1-path=$scratch/data \
--lock-path=$scratch/lock --log-path=$scratch --log-level-file=off archive-get %f \"%p\"" \
    >"$scratch/server.log" 2>&1 8>&- &
  server=$!
  until [[ $(restored 'SELECT pg_is_in_recovery()' 2>/dev/null) == f ]]; do
    kill -0 "$server" 2>/dev/null || {
      cat "$scratch/server.log"
      return 1
    }
    sleep 0.1
  done
}

stop_server() {
  [[ -n $server ]] || return 0
  if [[ -s $scratch/data/postmaster.pid ]]; then kill -INT "$(head -n 1 "$scratch/data/postmaster.pid")" 2>/dev/null || true; fi
  wait "$server" 2>/dev/null || true
  server=''
}

restored() { PGHOST=$scratch/socket PGPORT=5432 psql -XAtq --username "$BACKUP_PGUSER" --dbname "$BACKUP_DATABASE" --command "$1"; }

address() { echo "postgres://$1@localhost:5432/$BACKUP_DATABASE?host=${scratch//\//%2F}%2Fsocket"; }

# The product, told of nothing but what was restored.
product() {
  env --unset=DATABASE_URL KOPROGO_DATABASE__AUDIT_URL="$(address koprogo_owner)" KOPROGO_DATABASE__MIGRATE_URL="$(address koprogo_owner)" \
    KOPROGO_FILES__DIR="$scratch/files" "$BACKUP_KOPROGO" "$@"
}

# Files and log leave the machine by clocks of their own, anchors are written each minute: the last ones are known to one of both alone, and
# cannot be asked of the other. Later files are set aside; where the database is later, the copy of the files must be as young as it has to be.
level_anchors() {
  local known last=0 number file newest='' set_hash=''
  known=$(restored 'SELECT coalesce(max(number), 0) FROM jobs.audit_anchor')
  while IFS= read -r file; do
    number=$((10#$(basename "$file" .json)))
    if ((number > known)); then rm "$file"; elif ((number > last)); then last=$number newest=$file; fi
  done < <(find "$scratch/files/anchors" -name '*.json' 2>/dev/null)
  if ((last == known)); then
    echo "$known anchors"
    return
  fi
  files_are_young || fail "the files end at anchor $last, the database knows $known, and the last copy of the files is too old: \`backup.sh check\`"
  [[ -z $newest ]] || set_hash=", hash = decode('$(sha256sum "$newest" | cut -c 1-64)', 'hex')"
  restored "UPDATE jobs.audit_anchor SET number = $last$set_hash"
  echo "$last anchors; $((known - last)) of the last minutes are not among the files"
}

files_are_young() {
  local copied
  copied=$(remembered "files-$(place_of "$repository")" at)
  [[ -n $copied ]] && (($(now) - copied <= BACKUP_LIMIT_FILES))
}

verify_audit() {
  if [[ -z $files ]]; then
    product audit verify --without-anchors
  elif ! product audit verify >"$scratch/audit"; then
    cat "$scratch/audit"
    is_on_record
  else
    cat "$scratch/audit"
  fi
}

# Once a database was taken back, its anchors go on telling of the links that are gone. What the running log tells of a chain as well is no fault
# of the backup's.
is_on_record() {
  local known
  [[ -n $live ]] || return 1
  KOPROGO_FILES__DIR=$BACKUP_FILES "$BACKUP_KOPROGO" audit verify >"$scratch/audit.live" || true
  comm -23 <(chains_told "$scratch/audit") <(chains_told "$scratch/audit.live") >"$scratch/audit.new"
  known=$(chains_told "$scratch/audit" | wc -l)
  [[ $known != 0 && ! -s $scratch/audit.new ]] || return 1
  echo "nothing that the running log does not tell of as well ($known on record)"
}

chains_told() { sed -nE 's/^ *✗ //p' "$1" | sort -u; }

verify_invoices() { if [[ -n $files ]]; then product invoices verify; else product invoices verify --without-files; fi; }

compare_live() {
  product checksums --told --to "$scratch/restored.sums"
  "$BACKUP_KOPROGO" checksums --against "$scratch/restored.sums" --later
}

# Every process of the product writes a sample each minute, so a database that is served has a last commit that is not old.
measure_rpo() {
  awk -v last="$1" -v lost="${lost_at:-$2}" 'BEGIN { rpo = lost - last; printf "%.2f", (last == 0) ? -1 : (rpo < 0 ? 0 : rpo) }'
}

keep_restored() {
  stop_server
  mv "$scratch/data" "$keep/data"
  [[ -z $files ]] || mv "$scratch/files" "$keep/files"
}

report() {
  local took index parts=()
  took=$(since "$1")
  remember drill "$took" "rto=$2" "rpo=$3" "from=$(place_of "$repository")"
  for ((index = 0; index < ${#stages[@]}; index += 2)); do parts+=("\"${stages[index]}\":${stages[index + 1]}"); done
  if [[ -n $json ]]; then
    printf '{"proven":true,"from":"%s","rpo_seconds":%s,"rto_seconds":%s,"last_commit":%s,"took_seconds":%s,"stages":{%s}}\n' \
      "$(place_of "$repository")" "$3" "$2" "$4" "$took" "$(joined "${parts[@]}")"
  fi
  say "Proven in $took s: RPO $3 s, RTO $2 s"
}

main "$@"
