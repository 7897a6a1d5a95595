# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# Prometheus, Alertmanager and the dashboards: checked by their own tools, then run as they are, against what they are to watch.

test_prometheus() {
  prometheus_files=deploy/monitoring/prometheus
  expect 'prometheus.yml' promtool check config "$prometheus_files/prometheus.yml"
  expect 'the rules, each alert so that it fires and so that it does not' promtool test rules "$prometheus_files"/tests/*.yml
  expect 'none is left out of the tests' test_all_are_tested
  expect 'every expression of the dashboards' test_dashboards
  expect 'alertmanager.yml, with a password and without' test_alertmanager_config
  expect 'who is told of what' test_routes
  start_watched
  expect 'every metric that is asked for is there' "$python" tests/deploy/metric_names.py "$work/metrics" "$prometheus_files/rules" deploy/monitoring/grafana/dashboards crates bin
  test_live
}

test_all_are_tested() {
  local name quiet
  while read -r name; do
    quiet=$(grep -c -E "name: $name (fires|keeps quiet)" <(cat "$prometheus_files"/tests/*.yml))
    ((quiet == 2)) || [[ $name == Watchdog ]] || { echo "$name: $quiet tests" && return 1; }
  done < <(sed -nE 's/^ +- alert: //p' "$prometheus_files"/rules/*.yml)
}

# As rules, so that the parser of Prometheus reads them.
test_dashboards() {
  jq --raw-output --slurp '[.[].panels[].targets[].expr] | to_entries | "groups: [{name: dashboards, rules: [" +
    (map("{record: \"panel_\(.key)\", expr: \(.value | tojson)}") | join(",\n")) + "]}]"' deploy/monitoring/grafana/dashboards/*.json >"$work/dashboards.yml"
  promtool check rules "$work/dashboards.yml" || return
  [[ $(jq -s '[.[].uid] | unique | length' deploy/monitoring/grafana/dashboards/*.json) == 4 ]]
}

alertmanager_config() {
  env MAIL_TO=founder@koprogo.example MAIL_FROM=watch@koprogo.example SMTP_HOST="127.0.0.1:$smtp_port" "$@" sh deploy/monitoring/alertmanager/start.sh --print
}

test_alertmanager_config() {
  smtp_port=25
  alertmanager_config >"$work/alertmanager.yml" && amtool check-config "$work/alertmanager.yml" || return
  alertmanager_config SMTP_USER=watch@koprogo.example >"$work/with-user.yml" && grep -q smtp_auth_password_file "$work/with-user.yml" &&
    amtool check-config "$work/with-user.yml"
}

test_routes() {
  local told
  for told in 'severity=critical alertname=DiskFull:mail' 'severity=warning alertname=SlowAnswers:mail' 'severity=none alertname=Watchdog:nobody'; do
    # shellcheck disable=SC2086
    amtool config routes test --config.file="$work/alertmanager.yml" --verify.receivers="${told##*:}" ${told%:*} || return
  done
}

# Names of the compose files, each with an address of its own, as a network of Docker would have it.
readonly WATCHED='backend-a backend-b worker operators traefik node-exporter postgres-exporter alertmanager'

start_watched() {
  local name number=10
  cp /etc/hosts "$work/hosts"
  for name in $WATCHED; do printf '127.0.0.%d %s\n' $((++number)) "$name" >>"$work/hosts"; done
  mount --bind "$work/hosts" /etc/hosts
  at_end umount /etc/hosts
  postgres_cluster "$work/watched" "shared_preload_libraries = 'pg_stat_statements'"
  admin_sql "$(<deploy/roles.sql)" 2>/dev/null
  admin_sql 'CREATE DATABASE koprogo OWNER koprogo_owner' >/dev/null
  admin_sql "$(<"$scripts"/sql/postgres_monitor.sql)" 2>/dev/null
  database=127.0.0.1:$postgres_port/koprogo
  KOPROGO_DATABASE__MIGRATE_URL=postgres://koprogo_owner@$database "$program" migrate >"$work/migrate.log" 2>&1 || fail "$(cat "$work/migrate.log")"
  expect 'the audit has nothing against the login that watches' "$program" doctor --database-url "postgres://koprogo_owner@$database"
  secret=$(openssl rand -base64 48)
  start_product 127.0.0.11 serve && backend=$!
  start_product 127.0.0.12 serve
  start_product 127.0.0.13 work
  start_product 127.0.0.14 serve KOPROGO_SERVER__OPERATOR_LISTEN=127.0.0.14:9091 KOPROGO_DATABASE__OPERATOR_URL="postgres://koprogo_operator@$database"
  start_exporters
  collect_metrics
}

# start_product ADDRESS COMMAND [NAME=value…]
start_product() {
  local address=$1 command=$2
  shift 2
  env DATABASE_URL="postgres://koprogo_app@$database" KOPROGO_AUTH__SECRET="$secret" KOPROGO_SERVER__LISTEN="$address:8080" \
    KOPROGO_SERVER__OPS_LISTEN="$address:9090" KOPROGO_FILES__DIR="$work/files" KOPROGO_MAIL__SMTP_URL=smtp://127.0.0.1:9 KOPROGO_SERVER__LEAVE_SECONDS=0 \
    "$@" "$program" "$command" >>"$work/product-$address.log" 2>&1 &
  at_end kill $!
}

# Debian's exporter of PostgreSQL is older than the image: what has since become its own it learns from the queries that come with it.
start_exporters() {
  prometheus-node-exporter --web.listen-address=127.0.0.16:9100 --collector.textfile.directory="$work/textfile" >"$work/node.log" 2>&1 &
  at_end kill $!
  mkdir -p "$work/textfile"
  printf '%s{kind="database",place="disk"} %s\n' koprogo_backup_last_success_timestamp_seconds "$EPOCHSECONDS" >"$work/textfile/koprogo_backup.prom"
  DATA_SOURCE_NAME="postgres://monitoring@$database?sslmode=disable" prometheus-postgres-exporter --web.listen-address=127.0.0.17:9187 \
    --extend.query-path=/usr/share/doc/prometheus-postgres-exporter/examples/queries.yaml >"$work/pg.log" 2>&1 &
  at_end kill $!
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 80 -subj /CN=koprogo.example -keyout "$work/t.key" -out "$work/t.crt" 2>/dev/null
  printf 'tls:\n  certificates:\n    - {certFile: %s, keyFile: %s}\n' "$work/t.crt" "$work/t.key" >"$work/traefik-tls.yml"
  "$home/venv/bin/traefik" --global.checknewversion=false --entrypoints.ops.address=127.0.0.15:8082 --entrypoints.web.address=127.0.0.15:8443 --metrics.prometheus=true \
    --metrics.prometheus.entrypoint=ops --providers.file.filename="$work/traefik-tls.yml" >"$work/traefik.log" 2>&1 &
  at_end kill $!
}

collect_metrics() {
  local target
  mkdir -p "$work/metrics"
  for target in backend-a:9090 worker:9090 operators:9090 traefik:8082 node-exporter:9100 postgres-exporter:9187; do
    until_true 30 curl --silent --fail --noproxy '*' "http://$target/metrics" || fail "no metrics of $target: $(tail -n 3 "$work"/product-*.log)"
  done
  curl --silent --noproxy '*' http://backend-a:8080/v1/session >/dev/null
  # The gauges of advice come with the operators' first look.
  until_true 20 bash -c "curl --silent --noproxy '*' http://operators:9090/metrics | grep -q koprogo_capacity_verdict"
  until_true 20 bash -c "curl --silent --noproxy '*' http://worker:9090/metrics | grep -q koprogo_jobs"
  for target in backend-a:9090 worker:9090 operators:9090 traefik:8082 node-exporter:9100 postgres-exporter:9187; do
    curl --silent --noproxy '*' "http://$target/metrics" >"$work/metrics/${target%:*}"
  done
}

# The files as they are, but for patience: everything that is waited for lasts a second.
test_live() {
  catch_mails "$work/live-mails"
  cp -r "$prometheus_files" "$work/prometheus"
  sed -i -E 's/15s/1s/; s/^( +for: ).*/\11s/' "$work/prometheus/prometheus.yml" "$work/prometheus/rules"/*.yml
  alertmanager_config SMTP_TLS=off | sed -E 's/15s/1s/; s/2m/1s/' >"$work/live-alertmanager.yml"
  prometheus-alertmanager --config.file="$work/live-alertmanager.yml" --storage.path="$work/alertmanager" --web.listen-address=127.0.0.18:9093 --cluster.listen-address= >"$work/am.log" 2>&1 &
  at_end kill $!
  prometheus --config.file="$work/prometheus/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address=127.0.0.1:9090 >"$work/prometheus.log" 2>&1 &
  at_end kill $!
  expect 'everything that is named is scraped' until_true 30 all_up
  kill -KILL "$backend"
  wait "$backend" 2>/dev/null || true
  expect 'a backend is killed: a mail' until_true 30 live_mail 'CRITICAL: InstanceDown'
  start_product 127.0.0.11 serve
  expect 'it is back: a mail' until_true 40 live_mail 'RECOVERED: InstanceDown'
  expect 'the mail says what to do' grep -rq 'docs/operations.md: InstanceDown' "$work/live-mails"
}

all_up() { [[ $(promtool query instant http://127.0.0.1:9090 'count(up == 1)' | grep -oE '=> [0-9]+') == '=> 8' ]]; }
live_mail() { (($(mails "$work/live-mails" "$1") > 0)); }
