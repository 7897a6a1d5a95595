#!/usr/bin/env bash
# Whether people are served; see `service_check.sh --help`.
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
Asks the product how it is: its status and parts, how quickly it answers, how many requests failed, its certificate, its backups.

Usage: service_check.sh [--text | --json | --lines]

Exit code: 0 all well, 1 a warning or something that cannot be measured, 2 critical.
Settings: STATUS_URL (…/health/status), METRICS_URLS (addresses of /metrics or container://NAME:PORT/metrics, separated by spaces; none: not counted),
CERTIFICATE_HOST (name[:port]; none: not looked at), BACKUP_METRICS (Prometheus text written by the backups; none: not looked at).
HELP
}

main() {
  load_settings
  read_options "$@"
  part service service
  [[ -z ${METRICS_URLS:-} ]] || part errors errors
  [[ -z ${CERTIFICATE_HOST:-} ]] || part certificate certificate
  [[ -z ${BACKUP_METRICS:-} ]] || part backup backup
  check_state_is_kept
  finish_report
}

# One question: the code, how long it took, and the body.
service() {
  local url=${STATUS_URL:-http://127.0.0.1:8080/health/status} answer body code seconds
  answer=$(curl --silent --show-error --max-time 8 --noproxy '*' --write-out '\n%{http_code} %{time_total}' "$url" 2>&1)
  read -r code seconds <<<"${answer##*$'\n'}"
  body=${answer%$'\n'*}
  case $code in
    200) check service ok '' '' '' '' "answers$(version "$body")" ;;
    503) check service critical '' '' '' '' "answers, and serves nobody: $body" ;;
    *) check service critical '' '' '' '' "$url does not answer: ${body:-$code}" ;;
  esac
  component database "$body" critical
  component redis "$body" warning
  [[ $code == 200 || $code == 503 ]] || return 0
  above response_time "$(calc "1000 * $seconds")" ms "$RESPONSE_WARNING_MS" "$RESPONSE_CRITICAL_MS" "to answer $url"
}

version() { sed -nE 's/.*"version":"([^"]*)".*/ as version \1/p' <<<"$1"; }

# component NAME BODY STATE: what the product says of a part it needs. What it does not name it has not got.
component() {
  case $2 in
    *"\"$1\":\"ok\""*) check "$1" ok '' '' '' '' "answers the product" ;;
    *"\"$1\":\"away\""*) check "$1" "$3" '' '' '' '' "does not answer the product" ;;
  esac
}

# Of the requests since the last look; counters begin anew with each process.
errors() {
  local text all bad new_all new_bad
  text=$(metrics) || return 1
  read -r all bad < <(awk '/^koprogo_http_requests_total\{/ { all += $NF; if ($0 ~ /status="5/) bad += $NF } END { printf "%d %d\n", all, bad }' <<<"$text")
  new_all=$(grown requests "$all") new_bad=$(grown requests_failed "$bad")
  if ((new_all == 0)); then
    check errors ok 0 % "$ERRORS_WARNING" "$ERRORS_CRITICAL" "no request since the last look"
  else
    above errors "$(calc "100 * $new_bad / $new_all")" % "$ERRORS_WARNING" "$ERRORS_CRITICAL" "$new_bad of $new_all requests since the last look"
  fi
}

certificate() {
  local host=${CERTIFICATE_HOST%%:*} port=443 end days
  [[ $CERTIFICATE_HOST != *:* ]] || port=${CERTIFICATE_HOST##*:}
  end=$(timeout 10 openssl s_client -connect "$host:$port" -servername "$host" </dev/null 2>/dev/null | openssl x509 -noout -enddate 2>/dev/null)
  [[ -n $end ]] || { echo "$CERTIFICATE_HOST shows no certificate" >&2 && return 1; }
  days=$((($(date -d "${end#notAfter=}" +%s) - EPOCHSECONDS) / 86400))
  below certificate "$days" days "$CERTIFICATE_WARNING" "$CERTIFICATE_CRITICAL" "$host, until it expires"
}

# The file for a node exporter that the backups write: when each kind last went well, and when it is too old. Twice that is critical.
backup() {
  local kind hours limit
  if ! grep -q '^koprogo_backup_last_success_timestamp_seconds' "$BACKUP_METRICS" 2>/dev/null; then
    check backup critical '' h "$BACKUP_WARNING" "$BACKUP_CRITICAL" "$BACKUP_METRICS tells of no good backup"
    return
  fi
  while read -r kind hours limit; do
    above "backup:$kind" "$hours" h "$limit" "$(backup_critical "$limit")" "since it last went well"
  done < <(backup_ages)
  log_waiting
}

# kind-place, its age and its limit in hours; without a limit of its own a kind has the one of thresholds.env.
backup_ages() {
  sed -nE 's/^koprogo_(backup_last_success_timestamp|backup_limit|drill_last_success_timestamp)_seconds(\{([^}]*)\})? ([0-9.e+]+)$/\1 \3 \4/p' "$BACKUP_METRICS" |
    sed -E 's/(kind|place)="([^"]*)",?/\2 /g' | awk -v now="$EPOCHSECONDS" -v usual="$BACKUP_WARNING" '
      $1 == "backup_limit" { limit[$2] = $NF / 3600 }
      $1 == "backup_last_success_timestamp" { at[NF == 4 ? $2 "-" $3 : $2] = $NF; kind[NF == 4 ? $2 "-" $3 : $2] = $2 }
      $1 == "drill_last_success_timestamp" { at["drill"] = $NF; kind["drill"] = "drill" }
      END { for (name in at) printf "%s %.2f %.2f\n", name, (now - at[name]) / 3600, (kind[name] in limit ? limit[kind[name]] : usual) }'
}

backup_critical() { if [[ $(calc "$1") == "$(calc "$BACKUP_WARNING")" ]]; then echo "$BACKUP_CRITICAL"; else calc "2 * $1"; fi; }

# What has been written and is not archived yet would be lost with this machine.
log_waiting() {
  local seconds
  seconds=$(awk '$1 == "koprogo_backup_log_waiting_seconds" { print $2 }' "$BACKUP_METRICS")
  [[ -z $seconds ]] || above backup_log "$seconds" s "$BACKUP_LOG_WARNING" "$BACKUP_LOG_CRITICAL" "the oldest part of the log has been waiting to be archived"
}

main "$@"
