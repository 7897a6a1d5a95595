#!/usr/bin/env bash
# Tells by mail what went wrong and when it is well again; see `alerts.sh --help`.
set -uo pipefail
# shellcheck source=lib/report.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/report.sh"
# shellcheck source=lib/state.sh
source "$here/lib/state.sh"
# shellcheck source=lib/mail.sh
source "$here/lib/mail.sh"

help() {
  cat <<'HELP'
Runs monitoring scripts and mails what changed: once when something goes wrong, once when it gets worse, once when it is well again,
and a reminder every REMIND_HOURS while it is not.

Usage: alerts.sh SCRIPT…          for example alerts.sh service_check.sh vps_metrics.sh
       alerts.sh --planned MINUTES REASON   restarts and short absences are not mailed for so long (an update, a move); 0 ends it
       alerts.sh --test           sends a mail, to see that it arrives
       alerts.sh --list           what is wrong as far as it was told

Settings (/etc/koprogo/monitoring.env): MAIL_TO, MAIL_FROM, SMTP_URL (smtps://host or smtp://host[:port]), SMTP_USER and
SMTP_PASSWORD_FILE where the relay wants them, HEARTBEAT_URL (asked after every look: who waits for it notices that this machine is
silent), RAISE_AFTER, CLEAR_AFTER, each also with _name, REMIND_HOURS.
Exit code: 0 when the look was made and every mail was taken, 1 otherwise; what was found is no failure.
HELP
}

readonly PLANNED_MINUTES_MAX=240

main() {
  load_settings
  case ${1:-} in
    -h | --help) help && exit 0 ;;
    --planned) planned "${2:-}" "${3:-}" ;;
    --test) test_mail ;;
    --list) list_alerts ;;
    '' | -*) usage_error 'name the scripts to run' ;;
    *) look "$@" ;;
  esac
}

look() {
  mkdir -p "$state_dir/alerts" || exit 1
  # A look that takes long must not be overtaken by the next one.
  exec 9>"$state_dir/alerts.lock"
  flock -w 50 9 || exit 1
  raised=() worse=() recovered=() reminded=() seen=() unwell=()
  local script
  for script in "$@"; do run_script "$script"; done
  forget_unseen "$@"
  tell
  send_outbox || exit 1
  [[ -z ${HEARTBEAT_URL:-} ]] || curl --silent --show-error --fail --max-time 10 --output /dev/null "$HEARTBEAT_URL"
}

# A script that fails altogether is itself something wrong.
run_script() {
  local script=$1 lines code line
  lines=$(timeout 120 "$here/$script" --lines)
  code=$?
  ((code <= 2)) && [[ -n $lines ]] || lines="$script|critical||||||does not work: exit code $code"
  while IFS= read -r line; do consider "$script" "$line"; done <<<"$lines"
}

# consider SCRIPT LINE: compares a check with what was told of it. What is kept: state told, looks in a row (bad ones before it is told,
# good ones after), the second of the last mail, since when, the script, the message.
consider() {
  local script=$1 name state message told row mailed since file now
  IFS='|' read -r name state _ _ _ _ message <<<"$2"
  [[ -n $name && -n $state ]] || return 0
  [[ $state != unknown ]] || state=warning
  [[ $state == ok ]] || unwell+=("$script")
  seen+=("$name")
  file=$state_dir/alerts/${name//[^a-zA-Z0-9_.-]/_}
  told=ok row=0 mailed=0 since=0 now=$(uptime_seconds)
  if [[ -r $file ]]; then IFS='|' read -r _ told row mailed since _ <"$file"; fi
  if [[ $told == ok ]]; then
    consider_well
  else
    consider_ill
  fi
  # Nothing to remember of what is well.
  if [[ $told == ok && $row == 0 ]]; then
    rm -f "$file"
  else
    printf '%s|%s|%s|%s|%s|%s|%s\n' "$name" "$told" "$row" "$mailed" "$since" "$script" "$message" >"$file"
  fi
}

consider_well() {
  if [[ $state == ok ]] || is_planned "$name"; then
    row=0
    return
  fi
  ((row > 0)) || since=$now
  row=$((row + 1))
  if ((row >= $(looks_of RAISE_AFTER "$name" 1))); then
    raised+=("$state|$name|$message")
    told=$state row=0 mailed=$now
  fi
}

consider_ill() {
  if [[ $state == ok ]]; then
    row=$((row + 1))
    if ((row >= $(looks_of CLEAR_AFTER "$name" 3))); then
      recovered+=("$told|$name|$message (it lasted $(lasted $((now - since))))")
      told=ok row=0
    fi
    return
  fi
  row=0
  if [[ $told == warning && $state == critical ]]; then
    worse+=("$state|$name|$message")
    told=$state mailed=$now
  elif ((now - mailed >= ${REMIND_HOURS:-12} * 3600)); then
    reminded+=("$state|$name|$message")
    mailed=$now
  fi
}

# looks_of SETTING NAME USUAL: how many looks in a row, for this check or for all.
looks_of() {
  local own=$1_${2//[^a-zA-Z0-9_]/_}
  echo "${!own:-${!1:-$3}}"
}

lasted() {
  if (($1 < 120)); then echo "$1 s"; elif (($1 < 7200)); then echo "$(($1 / 60)) min"; else echo "$(($1 / 3600)) h"; fi
}

# What was told and is not looked at any more (a container that was removed) is over: but only by the word of a script that finds nothing
# wrong. One that cannot ask the product cannot say either how its database is.
forget_unseen() {
  local file name told script message
  for file in "$state_dir"/alerts/*; do
    [[ -e $file ]] || return 0
    IFS='|' read -r name told _ _ _ script message <"$file"
    [[ " $* " == *" $script "* && " ${unwell[*]} " != *" $script "* && " ${seen[*]} " != *" $name "* ]] || continue
    [[ $told == ok ]] || recovered+=("$told|$name|is not there any more; the last word was: $message")
    rm -f "$file"
  done
}

# One mail for what is wrong and one for what is well again: who filters by subject loses neither.
tell() {
  local worst_state=WARNING line first name
  if ((${#raised[@]} + ${#worse[@]} + ${#reminded[@]} > 0)); then
    for line in "${raised[@]}" "${worse[@]}" "${reminded[@]}"; do
      [[ $line != critical* ]] || worst_state=CRITICAL
    done
    # What is critical names the mail.
    first=$(printf '%s\n' "${raised[@]}" "${worse[@]}" "${reminded[@]}" | grep -v '^$' | sort -s -t '|' -k 1,1 | head -n 1)
    IFS='|' read -r _ name _ <<<"$first"
    post "[KoproGo $(host_name)] $worst_state: $name$(and_more $((${#raised[@]} + ${#worse[@]} + ${#reminded[@]} - 1)))" "$(alert_text)"
  fi
  if ((${#recovered[@]} > 0)); then
    IFS='|' read -r _ name _ <<<"${recovered[0]}"
    post "[KoproGo $(host_name)] RECOVERED: $name$(and_more $((${#recovered[@]} - 1)))" "$(recovery_text)"
  fi
}

and_more() { (($1 == 0)) || printf ' and %d more' "$1"; }

alert_text() {
  listed 'Something is wrong:' "${raised[@]}"
  listed 'Got worse:' "${worse[@]}"
  listed 'Still wrong:' "${reminded[@]}"
  printf 'What to do about each stands in docs/operations.md, "Alerts", under its name.\n%s\n' "$(signature)"
}

recovery_text() {
  listed 'Well again:' "${recovered[@]}"
  signature
}

# listed TITLE LINE…
listed() {
  local title=$1 line state name message
  shift
  (($# > 0)) || return 0
  printf '%s\n\n' "$title"
  for line in "$@"; do
    IFS='|' read -r state name message <<<"$line"
    printf '  %-8s  %s: %s\n' "$state" "$name" "$message"
  done
  printf '\n'
}

signature() {
  printf 'Host %s, %s UTC.' "$(host_name)" "$(date -u +'%F %T')"
}

planned() {
  local minutes=$1 reason=$2
  if ! [[ $minutes =~ ^[0-9]{1,3}$ ]] || ((minutes > PLANNED_MINUTES_MAX)); then
    usage_error "--planned wants minutes, at most $PLANNED_MINUTES_MAX, and a reason"
  fi
  if ((minutes == 0)); then
    rm -f "$state_dir/kept/planned"
    return
  fi
  [[ -n $reason ]] || usage_error '--planned wants a reason as well'
  remember planned "$(($(uptime_seconds) + minutes * 60))"
  [[ ${state_is_kept:-yes} == yes ]] || { printf 'alerts.sh: %s cannot be written to: run this as root\n' "$state_dir" >&2 && exit 1; }
  printf 'Restarts and short absences are not mailed for %d minutes: %s\n' "$minutes" "$reason"
}

# What an update does by itself. A full disk or a lost backup is told during an update as well.
is_planned() {
  local until
  case $1 in container:* | service | database | redis | errors | response_time) ;; *) return 1 ;; esac
  until=$(remembered planned)
  [[ -n $until ]] && (($(uptime_seconds) < until))
}

test_mail() {
  mkdir -p "$state_dir" || exit 1
  post "[KoproGo $(host_name)] TEST" "This mail was asked for with \`alerts.sh --test\`. $(signature)" && send_outbox || exit 1
  echo "A mail to $MAIL_TO was taken by $SMTP_URL."
}

list_alerts() {
  local file name told message count=0
  for file in "$state_dir"/alerts/*; do
    [[ -e $file ]] || break
    IFS='|' read -r name told _ _ _ _ message <"$file"
    [[ $told != ok ]] || continue
    printf '%-8s  %s: %s\n' "$told" "$name" "$message"
    count=$((count + 1))
  done
  ((count > 0)) || echo 'Nothing that was told is wrong.'
}

main "$@"
