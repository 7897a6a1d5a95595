#!/usr/bin/env bash
# What a request costs in CO₂; see `carbon.sh --help`.
# shellcheck disable=SC2329 # parts are called by name
set -uo pipefail
# shellcheck source=lib/report.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/report.sh"
# shellcheck source=lib/state.sh
source "$here/lib/state.sh"
# shellcheck source=lib/metrics.sh
source "$here/lib/metrics.sh"

help() {
  cat <<'HELP'
Estimates the CO₂ of a request from the processor time this machine spent and the requests it answered since the last run.

Usage: carbon.sh [--text | --json | --lines]

  grams = core seconds × watts per core × PUE ÷ 3,600,000 × grams a kWh ÷ requests

once for the busy core seconds (what a request causes) and once with the idle ones as well (what the machine costs anyway). Processor
time is the machine's, so the database, the proxy and everything else are in it.
Settings: METRICS_URLS (addresses of /metrics), WATTS_PER_CORE_BUSY, WATTS_PER_CORE_IDLE, PUE, GRAMS_CO2_PER_KWH.
Exit code: 0, or 1 when a request costs more than CARBON_WARNING_GRAMS or nothing can be said, 2 beyond CARBON_CRITICAL_GRAMS.
HELP
}

main() {
  load_settings
  read_options "$@"
  part co2_request carbon
  check_state_is_kept
  finish_report
}

carbon() {
  local text requests busy idle before_requests before_busy before_idle
  [[ -n ${METRICS_URLS:-} ]] || { unknown co2_request "METRICS_URLS is not set" && return; }
  text=$(metrics) || return 1
  requests=$(awk '/^koprogo_http_requests_total\{/ { all += $NF } END { printf "%d", all }' <<<"$text")
  read -r busy idle < <(awk '$1 == "cpu" { i = $5 + $6; for (f = 2; f <= 9; f++) all += $f; print all - i, i }' "${MONITOR_ROOT:-}/proc/stat")
  [[ -n ${idle:-} ]] || return 1
  read -r before_requests before_busy before_idle <<<"$(remembered carbon)"
  remember carbon "$requests $busy $idle"
  if [[ -z ${before_idle:-} ]] || ((requests <= before_requests)); then
    check co2_request ok '' g "$CARBON_WARNING_GRAMS" "$CARBON_CRITICAL_GRAMS" "no request since the last look"
    return
  fi
  told $((requests - before_requests)) $((busy - before_busy)) $((idle - before_idle))
}

# told REQUESTS BUSY IDLE: ticks are hundredths of a second.
told() {
  local busy whole
  busy=$(grams "$2 * $WATTS_PER_CORE_BUSY" "$1") whole=$(grams "$2 * $WATTS_PER_CORE_BUSY + $3 * $WATTS_PER_CORE_IDLE" "$1")
  above co2_request "$busy" g "$CARBON_WARNING_GRAMS" "$CARBON_CRITICAL_GRAMS" \
    "$1 requests, $(calc "$2 / 100") busy core seconds × $WATTS_PER_CORE_BUSY W × PUE $PUE at $GRAMS_CO2_PER_KWH g/kWh"
  check co2_request_whole ok "$whole" g '' '' "with $(calc "$3 / 100") idle core seconds × $WATTS_PER_CORE_IDLE W as well"
}

grams() { awk "BEGIN { printf \"%.7f\", ($1) / 100 * $PUE / 3600000 * $GRAMS_CO2_PER_KWH / $2 }"; }

main "$@"
