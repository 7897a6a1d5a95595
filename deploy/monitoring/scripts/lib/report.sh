# shellcheck shell=bash
# What a monitoring script found, and how it is told: as text, as JSON, or as lines for alerts.sh. Sourced by every script.
#
# A check is a name, a state (ok, warning, critical, unknown) and what was measured against which limits. A check that cannot be
# measured is `unknown`, never left out: silence must not look like health. No check ends the script; the worst state is its exit code.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly here
# Numbers with a point, texts in whole characters, whatever the machine is set to.
export LC_ALL=C.UTF-8

report_script=$(basename "$0")
report_format=text
report_lines=()

# Settings: the limits that came with the product, what this machine overrides, and before both what the caller says.
load_settings() {
  local file said
  said=$(export -p)
  for file in "${MONITOR_THRESHOLDS:-$here/../config/thresholds.env}" "${MONITOR_SETTINGS:-/etc/koprogo/monitoring.env}"; do
    # shellcheck source=/dev/null
    if [[ -r $file ]]; then source "$file"; fi
  done
  # Within a function a declaration is local unless told otherwise.
  eval "${said//declare -x /declare -gx }"
  # shellcheck disable=SC2034 # used by state.sh
  state_dir=${STATE_DIR:-/run/koprogo-monitoring}
  # shellcheck disable=SC2034
  history_dir=${HISTORY_DIR:-/var/lib/koprogo-monitoring}
}

# Options that every script has. The caller says `help` in a function of that name.
read_options() {
  while (($# > 0)); do
    case $1 in
      --json) report_format=json ;;
      --lines) report_format=lines ;;
      --text) report_format=text ;;
      -h | --help) help && exit 0 ;;
      *) usage_error "there is no option \`$1\`" ;;
    esac
    shift
  done
}

usage_error() {
  printf '%s: %s; see --help\n' "$report_script" "$1" >&2
  exit 64
}

# check NAME STATE VALUE UNIT WARNING CRITICAL MESSAGE: an empty VALUE or limit is none.
check() {
  local name=$1 state=$2 value=$3 unit=$4 warning=$5 critical=$6 message
  message=$(one_line "$7")
  report_lines+=("$name|$state|$value|$unit|$warning|$critical|$message")
}

# Text of other programs ends up in a mail's subject and in JSON: one line, no control characters, bounded, no field separator.
one_line() {
  local text
  text=$(printf '%s' "$1" | tr '\n\r\t|' '   /' | tr -d '\000-\037\177' | tr -s ' ')
  printf '%s' "${text:0:300}"
}

# above NAME VALUE UNIT WARNING CRITICAL MESSAGE: the more the worse.
above() { check "$1" "$(level "$2" "$4" "$5" up)" "$2" "$3" "$4" "$5" "$6"; }

# below NAME VALUE UNIT WARNING CRITICAL MESSAGE: the less the worse.
below() { check "$1" "$(level "$2" "$4" "$5" down)" "$2" "$3" "$4" "$5" "$6"; }

level() {
  awk -v value="$1" -v warning="$2" -v critical="$3" -v way="$4" 'BEGIN {
    if (value == "") { print "unknown"; exit }
    sign = way == "up" ? 1 : -1
    if (critical != "" && sign * value >= sign * critical) print "critical"
    else if (warning != "" && sign * value >= sign * warning) print "warning"
    else print "ok"
  }'
}

unknown() { check "$1" unknown '' '' '' '' "$2"; }

# part NAME FUNCTION…: runs one part of a script; when it fails, that part is unknown and the next one runs.
part() {
  local name=$1 trouble
  shift
  # In memory: this must work when the disk is full.
  trouble=$(mktemp --tmpdir=/dev/shm koprogo-monitoring.XXXXXX)
  if ! "$@" 2>"$trouble"; then
    unknown "$name" "cannot be measured: $(head -c 300 "$trouble")"
  fi
  rm -f "$trouble"
}

# calc EXPRESSION: arithmetic with fractions, at most two of them shown.
calc() { awk "BEGIN { printf \"%.2f\", $1 }" | sed 's/\.00$//'; }

worst() {
  local line state worst=0
  for line in "${report_lines[@]}"; do
    IFS='|' read -r _ state _ <<<"$line"
    case $state in
      critical) worst=2 ;;
      warning | unknown) ((worst == 2)) || worst=1 ;;
    esac
  done
  echo "$worst"
}

state_name() {
  case $1 in 0) echo ok ;; 1) echo warning ;; *) echo critical ;; esac
}

# Prints what was found and leaves: 0 all well, 1 a warning or something unknown, 2 critical.
finish_report() {
  local code
  code=$(worst)
  case $report_format in
    json) print_json "$code" ;;
    lines) printf '%s\n' "${report_lines[@]}" ;;
    *) print_text "$code" ;;
  esac
  exit "$code"
}

print_text() {
  local line name state value unit message mark colour plain=''
  [[ ! -t 1 || -n ${NO_COLOR:-} ]] || plain=$'\e[0m'
  for line in "${report_lines[@]}"; do
    IFS='|' read -r name state value unit _ _ message <<<"$line"
    case $state in
      ok) mark='✓' colour=$'\e[32m' ;;
      warning) mark='!' colour=$'\e[33m' ;;
      critical) mark='✗' colour=$'\e[31m' ;;
      *) mark='?' colour=$'\e[35m' ;;
    esac
    [[ -n $plain ]] || colour=''
    printf '%s%s%s %-24s %12s  %s\n' "$colour" "$mark" "$plain" "$name" "${value:--}${unit:+ $unit}" "$message"
  done
  printf '%s: %s\n' "$report_script" "$(state_name "$1")"
}

print_json() {
  local line separator=''
  printf '{"script": %s, "host": %s, "at": "%s", "state": "%s", "exit_code": %d, "checks": [' \
    "$(quoted "$report_script")" "$(quoted "$(host_name)")" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(state_name "$1")" "$1"
  for line in "${report_lines[@]}"; do
    printf '%s\n  ' "$separator"
    print_check "$line"
    separator=,
  done
  printf '\n]%s}\n' "${report_more:-}"
}

print_check() {
  local name state value unit warning critical message
  IFS='|' read -r name state value unit warning critical message <<<"$1"
  printf '{"name": %s, "state": "%s", "value": %s, "unit": %s, "warning": %s, "critical": %s, "message": %s}' \
    "$(quoted "$name")" "$state" "$(number "$value")" "$(quoted "$unit")" "$(number "$warning")" "$(number "$critical")" \
    "$(quoted "$message")"
}

number() {
  if [[ $1 =~ ^-?(0|[1-9][0-9]*)(\.[0-9]+)?$ ]]; then printf '%s' "$1"; else printf 'null'; fi
}

# Control characters are gone by now (one_line).
quoted() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

host_name() {
  local name=${MONITOR_HOST:-}
  [[ -n $name ]] || name=$(uname -n)
  one_line "$name"
}

human() { numfmt --to=iec --format='%.1f' "$1" 2>/dev/null || printf '%s' "$1"; }
