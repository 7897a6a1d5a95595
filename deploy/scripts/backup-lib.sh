# shellcheck shell=bash
# What backup.sh, restore-drill.sh and move-server.sh share: settings, words, the state that monitoring reads. Sourced, never run.

readonly STANZA=koprogo
quiet=${quiet:-}

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else
  dim='' red='' green='' plain=''
fi

say() { [[ -n $quiet ]] || printf '%s%s%s\n' "$dim" "$*" "$plain"; }

done_with() { [[ -n $quiet ]] || printf '  %s✓%s %s\n' "$green" "$plain" "$*"; }

fail() {
  printf '%s%s: %s%s\n' "$red" "$(basename "$0")" "$*" "$plain" >&2
  exit 1
}

# usage_fail SENTENCE: the command is wrong; nothing was begun.
usage_fail() {
  printf '%s: %s (see %s --help)\n' "$(basename "$0")" "$*" "$(basename "$0")" >&2
  exit 2
}

# Its arguments with commas between them.
joined() {
  local IFS=,
  echo "$*"
}

have() { command -v "$1" >/dev/null 2>&1; }

now() { date +%s; }

# Seconds with two digits behind the point, since a time of `precise`.
precise() { date +%s.%N; }
since() { awk -v from="$1" -v to="${2:-$(precise)}" 'BEGIN { printf "%.2f", to - from }'; }

# Reads the settings file; what the environment says already goes before it.
load_settings() {
  local file=${BACKUP_ENV:-/etc/koprogo/backup.env} given
  [[ -r $file ]] || fail "$file cannot be read: copy deploy/backup/backup.env.example there, or name another file in BACKUP_ENV"
  given=$(export -p | sed -n 's/^declare -x BACKUP_/declare -gx BACKUP_/p')
  # shellcheck disable=SC1090 # the operator's own file
  source "$file"
  eval "$given"
  : "${BACKUP_PGDATA:?is not set in $file}" "${BACKUP_DISK:?is not set in $file}" "${BACKUP_CIPHER_FILE:?is not set in $file}"
  : "${BACKUP_PGSOCKET:=/var/run/postgresql}" "${BACKUP_PGPORT:=5432}" "${BACKUP_PGUSER:=postgres}" "${BACKUP_DATABASE:=koprogo}"
  : "${BACKUP_S3_BUCKET:=}" "${BACKUP_S3_PORT:=443}" "${BACKUP_S3_REGION:=us-east-1}" "${BACKUP_S3_URI_STYLE:=path}" "${BACKUP_S3_CA_FILE:=}"
  : "${BACKUP_FILES:=}" "${BACKUP_KEEP_FULL:=2}" "${BACKUP_S3_KEEP_FULL:=4}" "${BACKUP_KEEP_DAYS:=30}"
  : "${BACKUP_LIMIT_BACKUP:=93600}" "${BACKUP_LIMIT_FILES:=600}" "${BACKUP_LIMIT_DRILL:=691200}" "${BACKUP_LIMIT_WAL:=120}"
  : "${BACKUP_WAL_QUEUE_MAX:=4GiB}" "${BACKUP_STATE:=/var/lib/koprogo/backup}" "${BACKUP_CONFIG:=/etc/pgbackrest/pgbackrest.conf}"
  : "${BACKUP_SCRATCH:=/var/tmp}" "${BACKUP_KOPROGO:=koprogo}"
  umask 077
}

off_site() { [[ -n $BACKUP_S3_BUCKET ]]; }

# The numbers of the repositories in pgBackRest: 1 is the disk, 2 is off site.
repositories() { if off_site; then echo 1 2; else echo 1; fi; }

place_of() { if [[ $1 == 1 ]]; then echo disk; else echo offsite; fi; }

# secret FILE: its content without the newline at its end.
secret() {
  local content
  [[ -r $1 ]] || fail "$1 cannot be read: it must hold the secret, for this user alone"
  content=$(<"$1")
  [[ -n $content ]] || fail "$1 is empty"
  printf '%s' "$content"
}

pgbackrest_() { pgbackrest --config="$BACKUP_CONFIG" --stanza="$STANZA" "$@"; }

# sql STATEMENT: asked of the running server.
sql() {
  timeout 60 psql --no-psqlrc --no-align --tuples-only --quiet --set ON_ERROR_STOP=1 --host "$BACKUP_PGSOCKET" --port "$BACKUP_PGPORT" \
    --username "$BACKUP_PGUSER" --dbname "${2:-$BACKUP_DATABASE}" --command "$1"
}

# The programs of the server's own version.
server_program() {
  local folder
  folder=/usr/lib/postgresql/$(<"$BACKUP_PGDATA/PG_VERSION")/bin
  if [[ -x $folder/$1 ]]; then echo "$folder/$1"; else command -v "$1" || fail "$1 is not installed"; fi
}

# Remotes of rclone, from the environment alone: `here:` and `away:` encrypt contents and names (authenticated) with the cipher.
open_remotes() {
  local phrase
  have rclone || fail "rclone is not installed: apt-get install rclone"
  export RCLONE_CONFIG='' RCLONE_RETRIES=3 RCLONE_LOW_LEVEL_RETRIES=5 RCLONE_STATS=0 RCLONE_LOG_LEVEL=ERROR
  phrase=$(secret "$BACKUP_CIPHER_FILE" | rclone obscure -)
  export RCLONE_CONFIG_HERE_TYPE=crypt RCLONE_CONFIG_HERE_REMOTE=$BACKUP_DISK/objects RCLONE_CONFIG_HERE_PASSWORD=$phrase
  off_site || return 0
  export RCLONE_CONFIG_STORAGE_TYPE=s3 RCLONE_CONFIG_STORAGE_PROVIDER=Other RCLONE_CONFIG_STORAGE_REGION=$BACKUP_S3_REGION
  export RCLONE_CONFIG_STORAGE_ENDPOINT=https://$BACKUP_S3_ENDPOINT:$BACKUP_S3_PORT RCLONE_CONFIG_STORAGE_NO_CHECK_BUCKET=true
  RCLONE_CONFIG_STORAGE_ACCESS_KEY_ID=$(secret "$BACKUP_S3_KEY_FILE")
  RCLONE_CONFIG_STORAGE_SECRET_ACCESS_KEY=$(secret "$BACKUP_S3_SECRET_FILE")
  RCLONE_CONFIG_STORAGE_FORCE_PATH_STYLE=$([[ $BACKUP_S3_URI_STYLE == path ]] && echo true || echo false)
  export RCLONE_CONFIG_STORAGE_ACCESS_KEY_ID RCLONE_CONFIG_STORAGE_SECRET_ACCESS_KEY RCLONE_CONFIG_STORAGE_FORCE_PATH_STYLE
  export RCLONE_CONFIG_AWAY_TYPE=crypt RCLONE_CONFIG_AWAY_REMOTE=storage:$BACKUP_S3_BUCKET/koprogo/objects RCLONE_CONFIG_AWAY_PASSWORD=$phrase
  [[ -z $BACKUP_S3_CA_FILE ]] || export RCLONE_CA_CERT=$BACKUP_S3_CA_FILE
  # rclone refuses to start with that of another program.
  unset AWS_CA_BUNDLE
}

# The remotes that there are: `here` and, off site, `away`.
remotes() { if off_site; then echo here away; else echo here; fi; }

# What rclone warns of at every start without a file of settings is left out.
rclone_() { rclone "$@" 2> >(grep -v 'Config file .* not found' >&2); }

# copies_of_files REMOTE: whether any was ever made there.
copies_of_files() { rclone_ lsf --dirs-only "$1:" 2>/dev/null | grep -qx 'files/'; }

# --- the state that monitoring reads ---------------------------------------------------------------------------------------------

# remember KIND SECONDS [NAME=NUMBER…]: this went well now, and took so long. One file for each kind, so that none overwrites another.
remember() {
  local kind=$1 took=$2 field
  shift 2
  mkdir -p "$BACKUP_STATE"
  {
    echo "at=$(now)"
    echo "took=$took"
    for field in "$@"; do echo "$field"; done
  } >"$BACKUP_STATE/.$kind.$$"
  mv "$BACKUP_STATE/.$kind.$$" "$BACKUP_STATE/$kind.last"
  write_metrics
}

# remembered KIND FIELD: its value, or nothing.
remembered() {
  [[ -r $BACKUP_STATE/$1.last ]] || return 0
  sed -n "s/^$2=//p" "$BACKUP_STATE/$1.last"
}

# Every kind there can be, with the place where there are two.
kinds() {
  local place
  for place in disk $(if off_site; then echo offsite; fi); do
    echo "database-$place"
    echo "dump-$place"
    [[ -z $BACKUP_FILES ]] || echo "files-$place"
  done
}

# metric NAME HELP: the head of a metric.
metric() { printf '# HELP %s %s\n# TYPE %s gauge\n' "$1" "$2" "$1"; }

write_metrics() {
  local out=$BACKUP_STATE/koprogo_backup.prom
  {
    metric koprogo_backup_last_success_timestamp_seconds 'When the last backup of this kind went well.'
    each_kind koprogo_backup_last_success_timestamp_seconds at
    metric koprogo_backup_last_duration_seconds 'How long it took.'
    each_kind koprogo_backup_last_duration_seconds took
    metric koprogo_backup_limit_seconds 'The age at which the last good backup is too old.'
    echo "koprogo_backup_limit_seconds{kind=\"database\"} $BACKUP_LIMIT_BACKUP"
    echo "koprogo_backup_limit_seconds{kind=\"files\"} $BACKUP_LIMIT_FILES"
    echo "koprogo_backup_limit_seconds{kind=\"drill\"} $BACKUP_LIMIT_DRILL"
    drill_metrics
  } >"$out.$$"
  # Read by the node exporter, who is somebody else; there is nothing secret in it.
  chmod 644 "$out.$$"
  mv "$out.$$" "$out"
}

each_kind() {
  local kind value
  while read -r kind; do
    value=$(remembered "$kind" "$2")
    [[ -z $value ]] || echo "$1{kind=\"${kind%-*}\",place=\"${kind#*-}\"} $value"
  done < <(kinds)
}

drill_metrics() {
  local value
  if value=$(remembered drill at) && [[ -n $value ]]; then
    metric koprogo_drill_last_success_timestamp_seconds 'When a restore was last proven.'
    echo "koprogo_drill_last_success_timestamp_seconds $value"
    metric koprogo_drill_rpo_seconds 'What would have been lost: from the last restored commit to the moment of the drill.'
    echo "koprogo_drill_rpo_seconds $(remembered drill rpo)"
    metric koprogo_drill_rto_seconds 'From nothing to a server that answers, files included.'
    echo "koprogo_drill_rto_seconds $(remembered drill rto)"
  fi
  if [[ -r $BACKUP_STATE/log.waiting ]]; then
    metric koprogo_backup_log_waiting_seconds 'How long the oldest segment of the log has been waiting to be archived.'
    echo "koprogo_backup_log_waiting_seconds $(<"$BACKUP_STATE/log.waiting")"
  fi
}
