#!/usr/bin/env bash
# Calls what the crontab beside it names, for a container that has no cron; see `clock.sh --help`.
set -euo pipefail
# A star is a time here, never the names of files.
set -o noglob
crontab=$(dirname "${BASH_SOURCE[0]}")/crontab
readonly alive=/tmp/clock.alive

help() {
  cat <<'HELP'
Runs the lines of deploy/backup/crontab when their minute has come, as whoever runs this script. A line that still runs is not begun again.

Usage: clock.sh [--at MOMENT | --alive]

  --at MOMENT   run what is due at that moment ('2026-11-22 02:20'), one after the other, and end; exit code 1 when something fails
  --alive       whether it has gone on within the last three minutes

Minutes, hours, days, months and weekdays are numbers, *, ranges (1-5), steps (*/5) and lists of these; all five have to fit. Times are
those of the container: UTC, unless TZ says otherwise.
HELP
}

# fits FIELD NUMBER
fits() {
  local part from to step
  for part in ${1//,/ }; do
    [[ $part =~ ^(\*|([0-9]+)(-([0-9]+))?)(/([0-9]+))?$ ]] || {
      echo "clock.sh: $crontab: \`$part\` is no time" >&2
      return 2
    }
    from=${BASH_REMATCH[2]:-0} step=${BASH_REMATCH[6]:-1}
    to=${BASH_REMATCH[4]:-${BASH_REMATCH[2]:-99}}
    if ((10#$2 >= 10#$from && 10#$2 <= 10#$to && (10#$2 - 10#$from) % 10#$step == 0)); then return 0; fi
  done
  return 1
}

# due EPOCH: the numbers of the lines whose time it is, with their commands.
due() {
  local now minute hour day month weekday command number=0
  read -ra now < <(date --date "@$1" '+%M %H %d %m %w')
  while read -r minute hour day month weekday _ command; do
    number=$((number + 1))
    # Comments and variables are for cron.
    [[ $minute =~ ^[0-9*] ]] || continue
    if fits "$minute" "${now[0]}" && fits "$hour" "${now[1]}" && fits "$day" "${now[2]}" && fits "$month" "${now[3]}" && fits "$weekday" "${now[4]}"; then
      printf '%s %s\n' "$number" "$command"
    fi
  done <"$crontab"
}

# begin NUMBER COMMAND: what it says goes to the container's log.
begin() {
  (
    exec 9>"/tmp/clock.$1.lock"
    flock --nonblock 9 || {
      echo "clock.sh: it still runs: $2" >&2
      exit 0
    }
    status=0
    bash -c "$2" 9>&- || status=$?
    ((status == 0)) || echo "clock.sh: exit code $status: $2" >&2
    exit "$status"
  )
}

go_on() {
  local next number command
  trap 'kill $(jobs -p) 2>/dev/null; exit 0' INT TERM
  while :; do
    touch "$alive"
    next=$(((EPOCHSECONDS / 60 + 1) * 60))
    # Beside this shell, so that it hears when it is told to stop.
    sleep $((next - EPOCHSECONDS)) &
    wait $! || true
    while read -r number command; do begin "$number" "$command" & done < <(due "$next")
  done
}

at() {
  local moment number command status=0
  moment=$(date --date "$1" +%s)
  while read -r number command; do
    echo "$command"
    begin "$number" "$command" </dev/null || status=1
  done < <(due "$moment")
  return "$status"
}

case ${1:-} in
  '') go_on ;;
  -h | --help) help ;;
  --at) at "${2:?when? For example --at '2026-11-22 02:20'}" ;;
  --alive) [[ -n $(find "$alive" -mmin -3 2>/dev/null) ]] ;;
  *) echo "clock.sh: there is no $1; see --help" >&2 && exit 2 ;;
esac
