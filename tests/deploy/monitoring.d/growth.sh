# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# capacity_calculator.sh with the real executable and a database that remembers weeks; carbon.sh with figures that can be checked by hand.

test_growth() {
  postgres_cluster "$work/growth"
  admin_sql "$(<deploy/roles.sql)" 2>/dev/null
  admin_sql 'CREATE DATABASE koprogo OWNER koprogo_owner' >/dev/null
  KOPROGO_DATABASE__MIGRATE_URL=postgres://koprogo_owner@127.0.0.1:$postgres_port/koprogo "$program" migrate >"$work/migrate.log" 2>&1 ||
    fail "$(cat "$work/migrate.log")"
  expect 'nothing measured yet: 1' capacity 1
  expect 'no verdict is no verdict' found phase unknown 'no verdict'
  test_small_and_growing
  test_nearly_full
  test_next_phase
}

capacity() {
  local code=$1
  shift
  report "$code" capacity_calculator.sh CAPACITY="$program capacity --json" \
    KOPROGO_DATABASE__OPERATOR_URL="postgres://koprogo_operator@127.0.0.1:$postgres_port/koprogo" "$@"
}

# weeks MEMORY LOAD DISK COPROS: so many DAYS (30) of hours, each an expression in `d`, the days since the first. Memory and disk are parts of
# 10,000, load is in thousandths.
weeks() {
  admin_sql "TRUNCATE ops.sample_hours; INSERT INTO ops.sample_hours
    SELECT 'vps/serve', h, ($1)::bigint, 10000, ($2)::int, 1, ($3)::bigint, 10000, 80, 1000, ($4)::int
      FROM (SELECT h, extract(epoch FROM h - date_trunc('hour', now() - interval '${days:-30} days')) / 86400 AS d
              FROM generate_series(date_trunc('hour', now() - interval '${days:-30} days'), date_trunc('hour', now() - interval '1 hour'), '1 hour') h) AS hours" \
    koprogo >/dev/null
  rm -f "$HISTORY_DIR/capacity.tsv"
}

value_of() { jq --arg name "$1" '.checks[] | select(.name == $name).value' "$json"; }

# near NAME LEAST MOST
near() {
  local value
  value=$(value_of "$1")
  ((value >= $2 && value <= $3)) || { echo "$1 is $value, not $2 to $3" && return 1; }
}

test_small_and_growing() {
  # 100 to 129 copros; each costs a third of a percent of the disk beside a tenth for the system; the others are busy without them.
  weeks '2000 + 5 * (100 + floor(d))' '100 + (100 + floor(d))' '1000 + 20 * (100 + floor(d))' '100 + floor(d)'
  mkdir -p "$HISTORY_DIR"
  awk -v now="$EPOCHSECONDS" 'BEGIN { for (d = 29; d >= 0; d--) printf "%d\t%d\t100\n", now - d * 86400, 5 + int((129 - d) / 10) }' >"$HISTORY_DIR/connections.tsv"
  expect 'room enough: 0' capacity 0
  expect 'the disk is reckoned by its slope' found room_disk ok 'slope over (29|30|31) days, r2 (1.00|0.9)'
  # (8,000 - 3,580) / 20; without the slope it would be 159.
  expect 'the disk has room for 221' near room_disk 218 224
  expect 'memory is reckoned of a week' found room_memory ok 'all that is used, by 1(29|30) copros'
  expect 'connections by their slope' found room_connections ok 'slope'
  expect 'the phase is told' found phase ok 'copros'
  expect 'the least is told' [ "$(jq -r .capacity.short_first "$json")" = "$(jq -r '[.checks[] | select(.name | startswith("room_"))] | min_by(.value).name | ltrimstr("room_")' "$json")" ]
}

test_nearly_full() {
  weeks '8200' '300' '3000' '100 + floor(d)'
  expect 'memory for 4 more copros: 2' capacity 2
  expect 'memory is short first' [ "$(jq -r .capacity.short_first "$json")" = memory ]
  expect 'so it says' found room_memory critical
  weeks '7500' '300' '3000' '100 + floor(d)'
  expect 'memory for 17 more copros: 1' capacity 1
  # Memory of the first week at a third, and of the last at the limit: the history knows the first.
  weeks '2000' '300' '3000' '100'
  expect 'well again' capacity 0
  cp "$HISTORY_DIR/capacity.tsv" "$work/kept.tsv"
  expect 'days are kept' [ "$(grep -c . "$work/kept.tsv")" -ge 30 ]
}

test_next_phase() {
  weeks '9300' '300' '3000' '200'
  expect 'memory over its limit for weeks: the next phase is due: 2' capacity 2
  expect 'so it says' found phase critical 'phase 2 is due'
  days=90 weeks '2000' '300' '3000' '100 + 15 * floor(d)'
  expect 'the ceiling of copros is near: 1' capacity 1
  expect 'it says when' found phase warning 'the next ceiling in [0-9]+ days'
}

test_carbon() {
  machine carbon
  local proc=$work/machines/carbon/proc port
  port=$(free_port)
  mkdir -p "$work/exporter"
  printf 'koprogo_http_requests_total{method="GET",route="/a",status="200"} 1000\nkoprogo_http_requests_total{method="GET",route="/b",status="503"} 0\n' >"$work/exporter/metrics"
  python3 -m http.server --bind 127.0.0.1 --directory "$work/exporter" "$port" >/dev/null 2>&1 &
  at_end kill $!
  until_true 10 curl --silent --noproxy '*' "http://127.0.0.1:$port/metrics"
  local settings=(METRICS_URLS="http://127.0.0.1:$port/metrics" MONITOR_ROOT="$work/machines/carbon" STATE_DIR="$work/state/carbon")
  expect 'the first look only begins: 0' report 0 carbon.sh "${settings[@]}"
  # 3,600 busy seconds at 4 W for 1,000 requests, PUE 1, 50 g/kWh: 4 Wh, 0.2 g, 0.0002 g each.
  busy "$proc" 361000 369000
  sed -i 's/ 1000$/ 2000/' "$work/exporter/metrics"
  expect 'a figure: 0' report 0 carbon.sh "${settings[@]}" WATTS_PER_CORE_BUSY=4 WATTS_PER_CORE_IDLE=1 PUE=1 GRAMS_CO2_PER_KWH=50
  expect 'is what the formula says' [ "$(jq '.checks[0].value' "$json")" = 0.0002 ]
  expect 'with what is idle as well' [ "$(jq '.checks[1].value' "$json")" = 0.00025 ]
  expect 'nobody exports: 1' report 1 carbon.sh METRICS_URLS=http://127.0.0.1:9/metrics
  test_errors "$port"
}

test_errors() {
  local settings=(METRICS_URLS="http://127.0.0.1:$1/metrics" STATUS_URL="http://127.0.0.1:$1/metrics" STATE_DIR="$work/state/errors")
  expect 'no request failed: 0' report 0 service_check.sh "${settings[@]}"
  sed -i 's/ 0$/ 30/; s/ 2000$/ 2270/' "$work/exporter/metrics"
  expect 'a tenth of the requests failed: 2' report 2 service_check.sh "${settings[@]}"
  expect 'it is told' found errors critical '30 of 300'
}
