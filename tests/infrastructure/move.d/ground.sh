# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/infrastructure/move and its other parts set or read
# What it all runs on: two database servers, the product at each, HAProxy before both, people who write.

# Firms, and of each: copros, writes a second, writers.
readonly FIRMS=3 COPROS=8 RATE=12 WRITERS=4
# Rows that nobody wrote through HTTP, so that copying takes a while.
readonly VOLUME=${KOPROGO_MOVE_ROWS:-120000}

certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
  chown postgres "$work/tls.key"
}

port_of() { if [[ $1 == old ]]; then echo 5432; else echo 5433; fi; }

# cluster SIDE WAL_LEVEL: durable, passwords and TLS asked for over the network, as between two machines.
cluster() {
  local dir=$work/$1 bin
  bin=$(postgres_bin)
  mkdir -p "$dir" && chown postgres "$dir"
  as_postgres "$bin/initdb" --pgdata "$dir/data" --username postgres --auth-local trust --auth-host scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
  as_postgres tee -a "$dir/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = 'localhost'
port = $(port_of "$1")
unix_socket_directories = '$dir'
shared_buffers = 64MB
max_wal_size = 256MB
ssl = on
ssl_cert_file = '$work/tls.crt'
ssl_key_file = '$work/tls.key'
wal_level = $2
max_slot_wal_keep_size = 1GB
CONF
  postgres_start "$dir"
  at_end postgres_stop "$dir"
}

# ask SIDE STATEMENT: as an administrator.
ask() { timeout 60 psql -XAtq --set ON_ERROR_STOP=1 --host "$work/$1" --port "$(port_of "$1")" --username postgres --dbname koprogo --command "$2"; }
ask_server() { timeout 60 psql -XAtq --set ON_ERROR_STOP=1 --host "$work/$1" --port "$(port_of "$1")" --username postgres --dbname postgres --command "$2"; }
write_at() { PGOPTIONS='-c default_transaction_read_only=off' ask "$1" "$2"; }

# By the socket: what it takes to log in is no part of what is measured.
owner_url() { echo "postgres://koprogo_owner@localhost:$(port_of "$1")/koprogo?host=${work//\//%2F}%2F$1"; }

make_database() {
  timeout 60 psql -XAtq --host "$work/old" --username postgres --dbname postgres --file deploy/roles.sql >/dev/null 2>&1
  ask_server old "ALTER ROLE koprogo_app PASSWORD '$app_password'"
  ask_server old 'CREATE DATABASE koprogo OWNER koprogo_owner'
  KOPROGO_DATABASE__MIGRATE_URL=$(owner_url old) timeout 120 "$program" migrate
}

# environment SIDE [PORT]: what the product at a side is told. One secret for both, so that nobody is signed out.
environment() {
  cat >"$work/$1.env" <<SETTINGS
export DATABASE_URL=postgres://koprogo_app:$app_password@localhost:${2:-$(port_of "$1")}/koprogo
export KOPROGO_AUTH__SECRET=$auth_secret
export KOPROGO_FILES__DIR=$work/$1.files
export KOPROGO_MAIL__DEV_MAILBOX=true
export KOPROGO_SERVER__LISTEN=127.0.0.1:$(listen_of "$1")
export KOPROGO_SERVER__OPS_LISTEN=off
SETTINGS
  mkdir -p "$work/$1.files"
}
listen_of() { if [[ $1 == old ]]; then echo 8081; else echo 8082; fi; }

# serve SIDE: the product there answers, and goes on after this function.
serve() {
  # shellcheck source=/dev/null
  (source "$work/$1.env" && exec "$program" serve) >>"$logs/serve-$1.log" 2>&1 </dev/null &
  echo $! >"$work/serve.$1"
  until_true 60 curl --silent --fail --max-time 2 --noproxy '*' "http://127.0.0.1:$(listen_of "$1")/health/ready"
}

stop_serving() {
  local pid
  pid=$(<"$work/serve.$1")
  kill "$pid" && until_true 40 ended "$pid"
}
ended() { ! kill -0 "$1"; }

# The worker of a side is started and ended by the move's own commands.
worker_command() {
  cat >"$work/worker" <<WORKER
#!/usr/bin/env bash
set -euo pipefail
# Usage: worker start|stop SIDE
case \$1 in
  start)
    [[ -s $work/worker.\$2 ]] && kill -0 "\$(<$work/worker.\$2)" 2>/dev/null && exit 0
    source $work/\$2.env
    setsid --fork bash -c 'echo \$\$ >$work/worker.'\$2' && exec $program work' >>$logs/work-\$2.log 2>&1 </dev/null
    ;;
  stop)
    [[ -s $work/worker.\$2 ]] || exit 0
    kill "\$(<$work/worker.\$2)" 2>/dev/null || true
    for _ in {1..200}; do
      kill -0 "\$(<$work/worker.\$2)" 2>/dev/null || exit 0
      sleep 0.05
    done
    exit 1
    ;;
esac
WORKER
  chmod +x "$work/worker"
}

# What an operator would have: the proxy sends everything to one side.
send_command() {
  cat >"$work/send" <<SEND
#!/usr/bin/env bash
set -euo pipefail
to=\$1 from=\$([[ \$1 == old ]] && echo new || echo old)
$work/worker start \$to
exec 3<>/dev/tcp/127.0.0.1/9999
printf 'set server people/%s state ready; set server people/%s state maint\n' \$to \$from >&3
timeout 5 cat <&3 >/dev/null
SEND
  chmod +x "$work/send"
}

proxy() {
  cat >"$work/haproxy.cfg" <<CONF
global
  stats socket ipv4@127.0.0.1:9999 level admin
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
frontend front
  bind 127.0.0.1:8080
  default_backend people
backend people
  server old 127.0.0.1:8081
  server new 127.0.0.1:8082 disabled
listen database
  mode tcp
  timeout client 1h
  timeout server 1h
  bind 127.0.0.1:6432
  server new 127.0.0.1:5433
  server old 127.0.0.1:5432 disabled
CONF
  haproxy -f "$work/haproxy.cfg" -db >"$logs/haproxy.log" 2>&1 </dev/null &
  at_end kill $!
}

# What an operator has in a file.
settings_of_move() {
  cat >"$work/move" <<MOVE
#!/usr/bin/env bash
export MOVE_FROM='postgres://postgres@localhost:5432/koprogo?host=${work//\//%2F}%2Fold'
export MOVE_TO='postgres://postgres@localhost:5433/koprogo?host=${work//\//%2F}%2Fnew'
export MOVE_FROM_OWNER='$(owner_url old)' MOVE_TO_OWNER='$(owner_url new)'
export MOVE_FROM_SEEN='host=localhost port=5432 sslmode=verify-full sslrootcert=$work/tls.crt'
export MOVE_TO_SEEN='host=localhost port=5433 sslmode=verify-full sslrootcert=$work/tls.crt'
export MOVE_FILES_FROM='$work/old.files' MOVE_FILES_TO='$work/new.files' MOVE_STATE='$work/move.state' BACKUP_KOPROGO='$program'
export MOVE_SWITCH="\${MOVE_SWITCH:-$work/send new}" MOVE_SWITCH_BACK='$work/send old'
export MOVE_QUIET='$work/worker stop old' MOVE_QUIET_BACK='$work/worker stop new'
export MOVE_WEIGHT='$work/weigh' MOVE_WATCH="\${MOVE_WATCH:-$work/watch}" MOVE_WATCH_SECONDS=\${MOVE_WATCH_SECONDS:-3}
exec '$PWD/deploy/scripts/move-to-cluster.sh' "\$@"
MOVE
  chmod +x "$work/move"
}

# From one cluster to another, in the other direction: applications reach the database by a proxy, and files lie where both find them.
settings_of_next_move() {
  sed -i -E "s|MOVE_FILES_FROM='[^']*' MOVE_FILES_TO='[^']*'|MOVE_FILES_FROM= MOVE_FILES_TO=|; s|MOVE_STATE='[^']*'|MOVE_STATE='$work/next.state'|" "$work/move"
  sed -i -E 's/MOVE_FROM/MOVE_X/g; s/MOVE_TO/MOVE_FROM/g; s/MOVE_X/MOVE_TO/g' "$work/move"
  sed -i -E "s|^export MOVE_SWITCH=.*|export MOVE_SWITCH='$work/database old' MOVE_SWITCH_BACK='$work/database new'|; s|^export MOVE_QUIET=.*|export MOVE_QUIET='$work/worker stop new' MOVE_QUIET_BACK='$work/worker stop old'|" "$work/move"
  cat >"$work/database" <<DATABASE
#!/usr/bin/env bash
set -euo pipefail
to=\$1 from=\$([[ \$1 == old ]] && echo new || echo old)
exec 3<>/dev/tcp/127.0.0.1/9999
printf 'set server database/%s state maint; shutdown sessions server database/%s; set server database/%s state ready\n' \$from \$from \$to >&3
timeout 5 cat <&3 >/dev/null
$work/worker start \$to
DATABASE
  cat >"$work/weigh" <<WEIGH
#!/usr/bin/env bash
set -euo pipefail
exec 3<>/dev/tcp/127.0.0.1/9999
printf 'set server people/old weight %s; set server people/new weight %s; set server people/old state ready\n' \$MOVE_PERCENT \$((100 - MOVE_PERCENT)) >&3
timeout 5 cat <&3 >/dev/null
WEIGH
  # The new application is well, and has answered nobody with an error of its own.
  cat >"$work/watch" <<WATCH
#!/usr/bin/env bash
set -euo pipefail
curl --silent --fail --max-time 2 --output /dev/null --noproxy '*' http://127.0.0.1:8081/health/ready
exec 3<>/dev/tcp/127.0.0.1/9999
printf 'show stat people 4 -1\n' >&3
timeout 5 cat <&3 | awk -F, '\$2 == "old" && \$44 > 0 { exit 1 }'
WATCH
  chmod +x "$work"/{database,weigh,watch}
}

# Answers that are kept for who repeats a request: the log tells nothing of them. In copros where nobody writes meanwhile, too.
volume() {
  ask old "SET session_replication_role = replica;
    INSERT INTO tenant.idempotency (tenant_id, key, operation, request_hash, answer)
      SELECT c.tenant_id, 'before-' || n, 'createPerson', sha256(n::text::bytea), jsonb_build_object('status', 201, 'body', repeat(md5(n::text), 8))
        FROM tenant.copro c, generate_series(1, $VOLUME / ($FIRMS * $COPROS)) AS n" >/dev/null &&
    ask old 'VACUUM ANALYZE tenant.idempotency' >/dev/null
}

# --- people -----------------------------------------------------------------------------------------------------------------------

start_writers() {
  local number
  writers=()
  for ((number = 0; number < FIRMS; number++)); do
    python3 tests/infrastructure/writers.py write "$work/place-$number.json" "$work/acknowledged-$number" "$RATE" "$WRITERS" >>"$logs/writers.log" 2>&1 &
    writers+=($!)
  done
}

stop_writers() {
  kill "${writers[@]}"
  wait "${writers[@]}" || true
}

written() { cat "$work"/acknowledged-* | wc -l; }
second() { python3 -c 'import time; print(time.clock_gettime(time.CLOCK_BOOTTIME))'; }

# people_write: more than now within ten seconds.
people_write() {
  local before
  before=$(written)
  until_true 15 more_than $((before + 10))
}
more_than() { (($(written) > $1)); }

# The longest time in which a firm's writes were not acknowledged, since a second.
longest_silence() {
  local number
  for ((number = 0; number < FIRMS; number++)); do python3 tests/deploy/silence.py longest "$work/acknowledged-$number" "$1"; done | sort -n | tail -n 1
}

# Every acknowledged write is there, once.
all_there() {
  local number
  for ((number = 0; number < FIRMS; number++)); do python3 tests/infrastructure/writers.py verify "$work/place-$number.json" "$work/acknowledged-$number" || return 1; done
}
