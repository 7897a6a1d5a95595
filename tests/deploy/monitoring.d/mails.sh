# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# alerts.sh: one mail when it goes wrong, one when it is well again, none lost. service_check.sh: what it asks.

# A copy of the scripts with one more, which finds what a file says, on a machine whose seconds the test counts.
mail_setting() {
  cp -r deploy/monitoring "$work/copy"
  cat >"$work/copy/scripts/told.sh" <<SCRIPT
#!/usr/bin/env bash
cat '$work/lines'
exit 0
SCRIPT
  chmod +x "$work/copy/scripts/told.sh"
  machine mails
  catch_mails "$work/mails"
  cat >"$MONITOR_SETTINGS" <<SETTINGS
MAIL_TO="Founder <founder@koprogo.example>, second@koprogo.example"
MAIL_FROM="KoproGo <watch@koprogo.example>"
SMTP_URL=smtp://127.0.0.1:$smtp_port
SETTINGS
}

# told LINE…: the next look finds these.
told() { (IFS=$'\n' && printf '%s\n' "$*") >"$work/lines"; }

looks() {
  local n
  for ((n = 0; n < $1; n++)); do
    later "$work/machines/mails/proc" 60
    MONITOR_ROOT=$work/machines/mails STATE_DIR=$work/state/mails "$work/copy/scripts/alerts.sh" told.sh || return
  done
}

# mails_are NUMBER PATTERN
mails_are() {
  local number
  number=$(mails "$work/mails" "$2")
  [[ $number == "$1" ]] || { echo "$number mails instead of $1" && grep -h ^Subject: "$work/mails"/*.eml && return 1; }
}

test_mails() {
  mail_setting
  test_once
  test_patience
  test_lost_and_planned
  test_guarded_relay
  MONITOR_ROOT=$work/machines/mails STATE_DIR=$work/state/mails "$work/copy/scripts/alerts.sh" --list >"$work/listed"
  expect 'what is wrong can be listed' grep -q 'Nothing' "$work/listed"
  : >"$MONITOR_SETTINGS"
}

test_once() {
  told 'disk|ok|20|%|||fine' 'clock|ok|||||even'
  looks 3
  expect 'all well: no mail' mails_are 0 ''
  told 'disk|warning|85|%|||nearly full: “/”' 'clock|ok|||||even'
  looks 1
  expect 'something wrong: a mail' mails_are 1 'vps.example. WARNING: disk'
  expect 'to both' grep -q '^To: .*founder@.*second@' "$work/mails"/*.eml
  expect 'with what was found' grep -q 'nearly full' "$work/mails"/*.eml
  looks 20
  expect 'still wrong: no second mail' mails_are 1 ''
  told 'disk|critical|99|%|||full' 'clock|critical|||||jumped'
  looks 2
  expect 'worse, and another thing: one more mail' mails_are 1 'CRITICAL: (disk|clock) and 1 more'
  told 'disk|warning|90|%|||less full' 'clock|critical|||||jumped'
  looks 5
  expect 'a little better: no mail' mails_are 2 ''
  later "$work/machines/mails/proc" 43200
  looks 1
  expect 'after twelve hours a reminder' mails_are 2 'CRITICAL: (disk|clock) and 1 more'
  told 'disk|ok|20|%|||fine' 'clock|critical|||||jumped'
  looks 2
  expect 'two good looks: not yet' mails_are 0 RECOVERED
  looks 1
  expect 'the third: a recovery mail' mails_are 1 'RECOVERED: disk$'
  told 'disk|warning|90|%|||less full'
  looks 1
  expect 'what is not looked at while something is wrong is not over' mails_are 0 'RECOVERED: clock'
  told 'disk|ok|20|%|||fine'
  looks 1
  expect 'what is looked at no more is over' mails_are 1 'RECOVERED: clock'
}

test_patience() {
  told 'memory|warning|90|%|||short'
  looks 14
  expect 'fourteen minutes of memory: no mail' mails_are 0 memory
  told 'memory|ok|50|%|||fine'
  looks 1
  told 'memory|warning|90|%|||short'
  looks 14
  expect 'counting begins anew' mails_are 0 memory
  looks 1
  expect 'the fifteenth in a row: a mail' mails_are 1 'WARNING: memory'
  told 'memory|ok|50|%|||fine'
  looks 3
  expect 'and its recovery' mails_are 1 'RECOVERED: memory'
  told 'room_disk|warning|||||little'
  looks 1
  told 'room_disk|ok|||||enough'
  looks 1
  expect 'what has a number of its own is told by it' mails_are 1 'RECOVERED: room_disk'
  told 'locks|unknown|||||cannot be measured'
  looks 1
  expect 'what cannot be measured is told' mails_are 1 'WARNING: locks'
  rm "$work/lines"
  looks 1 2>/dev/null
  expect 'a script that breaks is told' mails_are 1 'CRITICAL: told.sh'
  told 'locks|ok|||||fine'
  looks 3
  expect 'all well again' mails_are 1 'RECOVERED: locks'
}

test_lost_and_planned() {
  local before
  kill "$catcher" && wait "$catcher" 2>/dev/null || true
  told 'disk|critical|99|%|||full'
  expect 'no mail server: the look fails' test_fails looks 1
  told 'disk|ok|20|%|||fine'
  for before in 1 2 3; do looks 1 2>/dev/null || true; done
  before=$(mails "$work/mails" '')
  catch_mails "$work/mails"
  sed -i "s/^SMTP_URL.*/SMTP_URL=smtp:\/\/127.0.0.1:$smtp_port/" "$MONITOR_SETTINGS"
  looks 1
  expect 'what waited is sent, in its order' test_order "$before"
  STATE_DIR=$work/state/mails MONITOR_ROOT=$work/machines/mails "$work/copy/scripts/alerts.sh" --planned 5 'an update' >/dev/null
  told 'container:backend|critical|||||restarted' 'disk|critical|99|%|||full'
  looks 3
  expect 'a planned restart is not mailed' mails_are 0 container
  expect 'a full disk is' mails_are 2 'CRITICAL: disk$'
  looks 3
  expect 'when the plan is over it is' mails_are 1 'CRITICAL: container:backend'
  told 'container:backend|ok|||||runs' 'disk|ok|20|%|||fine'
  looks 3
}

test_fails() { ! "$@"; }

test_order() {
  local subjects
  mails_are $(($1 + 2)) '' || return
  subjects=$(find "$work/mails" -name '*.eml' | sort | tail -n 2 | xargs -d '\n' grep -h ^Subject:)
  [[ $subjects == *CRITICAL:\ disk*RECOVERED:\ disk* ]] || { echo "$subjects" && return 1; }
}

# A relay that takes nothing without TLS and a password.
test_guarded_relay() {
  local password='not "simple\ at all'
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$work/relay.key" -out "$work/relay.crt" 2>/dev/null
  catch_mails "$work/guarded" "$work/relay.crt" "$work/relay.key" watch@koprogo.example "$password"
  printf '%s\n' "$password" >"$work/relay.password"
  cat >>"$MONITOR_SETTINGS" <<SETTINGS
SMTP_URL=smtp://127.0.0.1:$smtp_port
SMTP_USER=watch@koprogo.example
SMTP_PASSWORD_FILE=$work/relay.password
SMTP_CA_FILE=$work/relay.crt
SETTINGS
  expect 'a relay with TLS and a password takes a mail' env STATE_DIR="$work/state/guarded" "$work/copy/scripts/alerts.sh" --test
  expect 'it arrives' [ "$(mails "$work/guarded" TEST)" = 1 ]
  echo wrong >"$work/relay.password"
  expect 'a wrong password is told' test_fails env STATE_DIR="$work/state/guarded" "$work/copy/scripts/alerts.sh" --test
}

# The product itself, asked by service_check.sh; then with its database gone.
test_service() {
  postgres_cluster "$work/service"
  admin_sql "$(<deploy/roles.sql)" 2>/dev/null
  admin_sql 'CREATE DATABASE koprogo OWNER koprogo_owner' >/dev/null
  local url=postgres://koprogo_app@127.0.0.1:$postgres_port/koprogo port metrics_port
  KOPROGO_DATABASE__MIGRATE_URL=${url/_app/_owner} "$program" migrate >"$work/migrate.log" 2>&1 || fail "$(cat "$work/migrate.log")"
  port=$(free_port) metrics_port=$(free_port)
  DATABASE_URL=$url KOPROGO_AUTH__SECRET=$(openssl rand -base64 48) KOPROGO_SERVER__LISTEN=127.0.0.1:$port KOPROGO_FILES__DIR=$work/files \
  KOPROGO_SERVER__OPS_LISTEN=127.0.0.1:$metrics_port KOPROGO_SERVER__PUBLIC_URL=http://127.0.0.1:$port KOPROGO_MAIL__DEV_MAILBOX=true \
  KOPROGO_DATABASE__ACQUIRE_TIMEOUT_MS=1000 "$program" serve >"$work/serve.log" 2>&1 &
  at_end kill $!
  until_true 20 curl --silent --fail --noproxy '*' "http://127.0.0.1:$port/health/ready" || fail "$(tail -n 20 "$work/serve.log")"
  local settings=(STATUS_URL="http://127.0.0.1:$port/health/status" METRICS_URLS="http://127.0.0.1:$metrics_port/metrics")
  expect 'a product that serves: 0' report 0 service_check.sh "${settings[@]}"
  expect 'as which version' found service ok 'answers as version [0-9]'
  expect 'its database answers' found database ok
  test_backups
  test_certificate
  expect 'a slow answer: 1' report 1 service_check.sh "${settings[@]}" RESPONSE_WARNING_MS=0
  curl --silent --noproxy '*' "http://127.0.0.1:$metrics_port/metrics" >"$work/metrics.txt"
  postgres_stop "$work/service"
  expect 'without its database: 2' report 2 service_check.sh "${settings[@]}"
  expect 'it serves nobody' found service critical 'serves nobody'
  expect 'because of the database' found database critical
  expect 'nobody answers: 2' report 2 service_check.sh STATUS_URL=http://127.0.0.1:9/health/status
}

test_backups() {
  local text=$work/backup.prom ago=koprogo_backup_last_success_timestamp_seconds
  printf '%s{kind="database",place="disk"} %s\n' "$ago" $((EPOCHSECONDS - 3600)) >"$text"
  expect 'a backup of an hour ago: 0' report 0 service_check.sh "${settings[@]}" BACKUP_METRICS="$text"
  printf '%s{kind="dump",place="offsite"} %s\n' "$ago" $((EPOCHSECONDS - 30 * 3600)) >>"$text"
  expect 'one of 30 hours ago: 1' report 1 service_check.sh "${settings[@]}" BACKUP_METRICS="$text"
  expect 'it is named' found backup:dump-offsite warning
  expect 'the other is well' found backup:database-disk ok
  printf 'koprogo_backup_limit_seconds{kind="database"} 600\nkoprogo_backup_log_waiting_seconds 300\n' >>"$text"
  expect 'its own limit counts, twice it is critical: 2' report 2 service_check.sh "${settings[@]}" BACKUP_METRICS="$text"
  expect 'it is told' found backup:database-disk critical
  expect 'what waits to be archived is told' found backup_log warning
  printf 'koprogo_drill_last_success_timestamp_seconds %s\nkoprogo_backup_limit_seconds{kind="drill"} 60\n' $((EPOCHSECONDS - 90)) >>"$text"
  expect 'still: 2' report 2 service_check.sh "${settings[@]}" BACKUP_METRICS="$text"
  expect 'a restore that was not proven lately is told' found backup:drill warning
  expect 'none at all: 2' report 2 service_check.sh "${settings[@]}" BACKUP_METRICS=/nowhere
}

# A certificate of nine days.
test_certificate() {
  local port
  port=$(free_port)
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 9 -subj /CN=localhost -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
  openssl s_server -quiet -accept "127.0.0.1:$port" -cert "$work/tls.crt" -key "$work/tls.key" </dev/null >/dev/null 2>&1 &
  at_end kill $!
  until_true 5 bash -c ": </dev/tcp/127.0.0.1/$port"
  expect 'a certificate of nine days: 1' report 1 service_check.sh "${settings[@]}" CERTIFICATE_HOST="localhost:$port"
  expect 'it is told' found certificate warning
  expect 'with a stricter limit: 2' report 2 service_check.sh "${settings[@]}" CERTIFICATE_HOST="localhost:$port" CERTIFICATE_CRITICAL=10
}
