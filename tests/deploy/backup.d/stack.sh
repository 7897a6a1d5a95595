# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# Backups inside the compose stack: the files of deploy/ as a server has them, from images built here.

readonly stack_host=koprogo.example

# An engine of its own, whose names are this part's.
need_stack() {
  engine=koprogo-backups
  # shellcheck source=tests/deploy/engine.sh
  source tests/deploy/engine.sh
  need_engine
  need_tools
}

engine_end() {
  engine_wipe || true
  [[ -n ${KEEP:-} ]] || rm -rf "$run"
}

part_stack() {
  own_folder
  run=$home/backups
  # Whatever happens, nothing of it is left.
  stack_started=yes
  rm -rf "$run"
  mkdir -p "$run"/{mails,s3,state,secrets}
  check 'a container engine, and Debian as an image' stack_engine
  check 'images: PostgreSQL with its tools, the product, both together' stack_images
  check 'storage over TLS at another provider' stack_storage
  check 'the stack is up, its first backups are made' stack_up
  stack_shown
  check 'a firm and its copro' stack_people begin
  stack_people write >"$run/writers.log" 2>&1 &
  pids+=($!)
  wait_for 'writing' 60 stack_written 40
  watch_memory &
  watching=$!
  pids+=("$watching")
  check 'the drill of a Saturday by the clock, compared with the running database' stack_clock '2026-11-28 05:30' restore-drill.sh
  check 'a night by the clock while people write: backup, dump, files' stack_night
  stack_drill_told
  memory_told
  stack_lost
  stack_found
  stack_accident
}

compose() { (cd "$here" && COMPOSE_FILE=$stack_files COMPOSE_ENV_FILES=$run/env docker compose --progress quiet "$@"); }
stack_files=deploy/docker-compose.yml:deploy/docker-compose.prod.yml:deploy/docker-compose.vps.yml:deploy/docker-compose.backup.yml
stack_files+=:tests/deploy/docker-compose.backup-test.yml

stack_engine() { engine_fresh && base_image; }

stack_images() {
  cp tests/deploy/images/* "$run/s3/"
  local target
  for target in postgres redis; do
    docker build --quiet --target "$target" --tag "koprogo-test/$target" --build-arg BASE_IMAGE=koprogo-test/base "$run/s3" || return 1
  done
  rm -f "$run"/s3/*
  deploy/docker/build --binary "$koprogo" --base koprogo-test/base --tag koprogo:1 &&
    deploy/docker/build-backup --product koprogo:1 --postgres koprogo-test/postgres
}

stack_storage() {
  local key secret
  key=$(openssl rand -hex 8) secret=$(openssl rand -hex 16)
  deploy/scripts/secrets.sh "$run/secrets" || return 1
  echo 'smtp://mail:1025' >"$run/secrets/smtp_url"
  echo "$key" >"$run/secrets/backup_s3_key"
  echo "$secret" >"$run/secrets/backup_s3_secret"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=s3.elsewhere.example \
    -addext subjectAltName=DNS:s3.elsewhere.example,DNS:localhost -keyout "$run/s3/tls.key" -out "$run/s3/tls.crt" 2>/dev/null
  printf '{"identities":[{"name":"backup","credentials":[{"accessKey":"%s","secretKey":"%s"}],"actions":["Admin","Read","Write","List","Tagging"]}]}' \
    "$key" "$secret" >"$run/s3/s3.json"
  storage=(env --unset=AWS_CA_BUNDLE RCLONE_CONFIG= RCLONE_CA_CERT="$run/s3/tls.crt" RCLONE_CONFIG_S_TYPE=s3 RCLONE_CONFIG_S_PROVIDER=Other
    RCLONE_CONFIG_S_ENDPOINT=https://localhost:8443 RCLONE_RETRIES=1 RCLONE_LOW_LEVEL_RETRIES=1
    RCLONE_CONFIG_S_ACCESS_KEY_ID="$key" RCLONE_CONFIG_S_SECRET_ACCESS_KEY="$secret" timeout 10 rclone)
  stack_settings >"$run/env"
  compose up --detach --pull never --no-deps storage mail && wait_for 'the storage' 60 stack_bucket
}

# A bucket, and an object in it: the storage answers before it can store.
stack_bucket() {
  inside "${storage[@]}" mkdir s:backups >/dev/null 2>&1 && inside "${storage[@]}" rcat s:backups/ready <<<yes >/dev/null 2>&1
}

stack_settings() {
  cat <<ENV
KOPROGO_IMAGE=koprogo:1
PUBLIC_HOST=$stack_host
MAIL_FROM=KoproGo <no-reply@$stack_host>
SECRETS_DIR=$run/secrets
PG_IMAGE=koprogo-test/postgres
REDIS_IMAGE=koprogo-test/redis
BACKUP_S3_BUCKET=backups
BACKUP_S3_ENDPOINT=s3.elsewhere.example
BACKUP_S3_PORT=8443
BACKUP_S3_CA=$run/s3/tls.crt
BACKUP_STATE_DIR=$run/state
WEED=$here/target/deploy-tools/bin/weed
S3_DIR=$run/s3
MAIL_DIR=$run/mails
ENV
}

# Without the proxy: what it does is tests/deploy/stack's to show.
stack_up() {
  compose up --detach --pull never --wait --wait-timeout 240 redis worker backend-a backups || {
    compose ps --all
    compose logs --tail 30 postgres backups
    return 1
  }
}

stack_shown() {
  local container
  check 'neither secret nor passphrase is in an environment or a command line' no_secret_told
  for container in postgres backups; do
    check "$container: root is read-only, the keys are read by PostgreSQL's user alone" stack_hardened "$container"
  done
}

no_secret_told() {
  local name
  compose ps --quiet | xargs docker inspect >"$run/inspected"
  for name in backup_cipher backup_s3_key backup_s3_secret auth_secret; do
    ! grep -qF -- "$(<"$run/secrets/$name")" "$run/inspected" || { echo "$name is told" && return 1; }
  done
}

stack_hardened() {
  # shellcheck disable=SC2016 # read by the container's shell
  compose exec -T --user postgres "$1" bash -c '
    set -e
    ! touch /opt/koprogo/x 2>/dev/null || { echo "the root can be written"; exit 1; }
    ! touch /var/lib/koprogo/files/x 2>/dev/null || { echo "the files can be written"; exit 1; }
    [[ -r /run/secrets/backup_cipher ]] || { echo "the cipher cannot be read"; exit 1; }
    [[ $(stat --format "%a %U" /etc/pgbackrest/pgbackrest.conf) == "600 postgres" ]]' &&
    ! compose exec -T --user nobody "$1" cat /run/secrets/backup_cipher 2>/dev/null
}

stack_people() {
  local address
  address=$(docker inspect --format '{{(index .NetworkSettings.Networks "koprogo_web").IPAddress}}' "$(compose ps --quiet backend-a)")
  inside env BACKEND="$address" python3 tests/deploy/backup.d/writers.py "$run" "$stack_host" "$1"
}

stack_written() { (($(wc -l <"$run/acknowledged") >= $1)); }

# stack_clock MOMENT COMMAND: what the clock's own program does at that moment, the command among it.
stack_clock() {
  compose exec -T backups /opt/koprogo/deploy/backup/clock.sh --at "$1" >"$run/clock.log" 2>&1 || { cat "$run/clock.log" && return 1; }
  cat "$run/clock.log"
  grep -qF -- "$2" "$run/clock.log"
}

stack_night() {
  stack_clock '2026-11-24 02:20' 'backup.sh run diff' && stack_clock '2026-11-24 03:50' 'backup.sh dump' &&
    stack_clock '2026-11-24 04:20' 'backup.sh files --quiet'
}

in_database() { compose exec -T --user postgres postgres psql -XAtq -v ON_ERROR_STOP=1 --dbname koprogo --command "$1"; }

stack_drill_told() {
  awk '/^koprogo_drill_r[pt]o_seconds / { printf "      drill: %s %s s\n", $1 ~ /rpo/ ? "RPO" : "RTO", $2 }' "$run/state/koprogo_backup.prom"
}

# Without pages of files, which the kernel gives back; every fifth of a second.
watch_memory() {
  local name id
  declare -A ids=()
  for name in postgres backups; do ids[$name]=$(compose ps --quiet "$name"); done
  while :; do
    for name in "${!ids[@]}"; do
      id=${ids[$name]}
      awk -v name="$name" '$1 == "total_rss" || $1 == "total_shmem" { sum += $2 } END { print name, sum }' \
        "/sys/fs/cgroup/memory/docker/$id/memory.stat" >>"$run/memory" 2>/dev/null || true
    done
    sleep 0.2
  done
}

memory_told() {
  kill "$watching" 2>/dev/null || true
  awk '{ if ($2 > most[$1]) most[$1] = $2 } END { for (name in most) printf "      %s: %.0f MB at most during backup, dump and drill\n", name, most[name] / 1048576 }' \
    "$run/memory"
  check 'nothing met its limit of memory' nothing_killed
}

nothing_killed() {
  local killed
  killed=$(compose ps --quiet | xargs docker inspect --format '{{if .State.OOMKilled}}{{.Name}}{{end}}')
  echo "${killed//$'\n'/}"
  [[ -z ${killed//[[:space:]]/} ]] && ! grep -h oom_kill /sys/fs/cgroup/memory/docker/*/memory.oom_control | grep -qE 'oom_kill [1-9]'
}

# --- the server is lost -----------------------------------------------------------------------------------------------------------

stack_lost() {
  touch "$run/stop"
  last=$(tail -n 1 "$run/acknowledged" | cut -d' ' -f1)
  # Who writes by itself as well: from here on the sums stay.
  check 'nobody writes any more; sums of all tables' stack_sums
  in_database 'SELECT pg_walfile_name(pg_current_wal_insert_lsn())' >"$run/segment"
  wait_for 'the last commit to be off site' 60 stack_archived
  awk -v a="$last" -v b="$(date +%s.%N)" 'BEGIN { printf "      RPO: the last commit was off site %.1f s after it was acknowledged, closed by the clock\n", b - a }'
  check 'the monitoring sees when each kind last went well' stack_monitored
  lost=$(date +%s.%N)
  check 'PostgreSQL killed; database, files and the disk of the backups destroyed' stack_destroyed
  check 'database restored from S3 storage' compose run --rm --no-deps -T restore restore-database --off-site
  check 'files restored from S3 storage' compose run --rm --no-deps -T restore restore-files --away
  check 'the database answers' stack_up_again postgres
  check 'every file that it names is there, the product'"'"'s own' stack_files_there
  awk -v a="$lost" -v b="$(date +%s.%N)" 'BEGIN { printf "      RTO: %.1f s from the loss to a database that answers, files included\n", b - a }'
}

stack_sums() {
  compose stop backend-a worker &&
    compose exec -T backups koprogo checksums --to /var/lib/koprogo/backup/before.sums
}

stack_archived() { [[ ! $(in_database 'SELECT last_archived_wal FROM pg_stat_archiver') < $(<"$run/segment") ]]; }

stack_monitored() {
  compose exec -T backups backup.sh check || (($? == 1)) || return 1
  cat >"$run/monitoring.env" <<ENV
STATUS_URL=http://127.0.0.1:1/
BACKUP_METRICS=$run/state/koprogo_backup.prom
STATE_DIR=$run/monitoring
ENV
  MONITOR_SETTINGS=$run/monitoring.env deploy/monitoring/scripts/service_check.sh --json >"$run/monitored.json" || true
  python3 - "$run/monitored.json" <<'PYTHON'
import json, sys
checks = {one["name"]: one["state"] for one in json.load(open(sys.argv[1]))["checks"] if one["name"].startswith("backup")}
print(checks)
wanted = {f"backup:{kind}-{place}" for kind in ("database", "dump", "files") for place in ("disk", "offsite")} | {"backup:drill", "backup_log"}
sys.exit(checks != dict.fromkeys(wanted, "ok"))
PYTHON
}

stack_destroyed() {
  compose kill postgres backups && compose rm --force --stop postgres backups backend-a worker roles migrate &&
    docker volume rm koprogo_postgres koprogo_backups koprogo_files koprogo_scratch
}

stack_up_again() {
  compose up --detach --pull never --no-deps --wait --wait-timeout 120 "$@" || {
    compose logs --no-log-prefix --tail 30 "$@"
    return 1
  }
}

# --- what is there afterwards -----------------------------------------------------------------------------------------------------

stack_found() {
  check 'sums of all tables are identical' compose run --rm --no-deps -T --entrypoint koprogo backups checksums \
    --against /var/lib/koprogo/backup/before.sums
  check 'every acknowledged write is there' stack_all_there
  sed 's/^/      /' "$work/check.log"
  check 'the product is served by the restored database' stack_up
  awk -v a="$lost" -v b="$(date +%s.%N)" 'BEGIN { printf "      %.1f s from the loss to people who are served and backups that were begun anew\n", b - a }'
  check 'people write again' stack_people once
  check 'backups go on: on the new disk, and off site' stack_monitored
}

stack_files_there() {
  local named
  named=$(in_database "SELECT tenant_id || '/' || substr(encode(sha256, 'hex'), 1, 2) || '/' || encode(sha256, 'hex') FROM tenant.files")
  [[ -n $named ]] || { echo 'the database names none' && return 1; }
  compose run --rm --no-deps -T --entrypoint bash backups -c '
    cd /var/lib/koprogo/files && [[ $(stat --format "%u:%g %a" .) == "10001:10001 750" ]] && sha256sum '"$(tr '\n' ' ' <<<"$named")"
}

stack_all_there() {
  in_database 'SELECT id FROM tenant.suppliers' | sort >"$run/restored"
  cut -d' ' -f2 "$run/acknowledged" | sort | comm -23 - "$run/restored" >"$run/missing"
  echo "$(wc -l <"$run/acknowledged") acknowledged, $(wc -l <"$run/missing") missing"
  [[ -s $run/acknowledged && ! -s $run/missing ]]
}

# As docs/operations.md says, from the disk and to a moment.
stack_accident() {
  local moment
  in_database 'SELECT pg_switch_wal()' >/dev/null
  moment=$(in_database 'SELECT clock_timestamp()')
  in_database 'DROP TABLE tenant.suppliers CASCADE' 2>/dev/null
  in_database 'SELECT pg_walfile_name(pg_switch_wal())' >"$run/segment"
  wait_for 'the log of the accident' 60 stack_archived
  compose stop backend-a worker backups postgres >/dev/null 2>&1
  check 'tables dropped: what is there is put aside, the moment before restored from the disk' compose run --rm --no-deps -T restore \
    restore-database --aside --time "$moment"
  check 'the database goes on from there' stack_up_again postgres
  wait_for 'the replay' 60 stack_is_primary
  check 'every acknowledged write is there' stack_all_there
}

stack_is_primary() { [[ $(in_database 'SELECT pg_is_in_recovery()') == f ]]; }
