# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# What can be said of the files without running them.

test_written() {
  local shell_files=(deploy/monitoring/scripts/*.sh tests/deploy/monitoring tests/deploy/faults)
  local sourced=(deploy/monitoring/scripts/lib/*.sh tests/deploy/monitoring-needs.sh)
  expect 'shellcheck' "$home/venv/bin/shellcheck" --external-sources --source-path=SCRIPTDIR "${shell_files[@]}" deploy/monitoring/alertmanager/start.sh
  expect 'shellcheck of what is sourced' "$home/venv/bin/shellcheck" --exclude=SC2154,SC2034 "${sourced[@]}" tests/deploy/monitoring.d/*.sh
  expect 'shfmt' "$home/venv/bin/shfmt" -i 2 -ci -d "${shell_files[@]}" "${sourced[@]}" tests/deploy/monitoring.d/*.sh deploy/monitoring/alertmanager/start.sh
  expect 'yamllint' "$home/venv/bin/yamllint" --strict --config-data \
    '{extends: default, rules: {line-length: {max: 220}, document-start: disable, braces: {max-spaces-inside: 0}}}' deploy/monitoring deploy/docker-compose.monitoring.yml
  expect 'the profile of compose' test_compose
  expect 'every script has help' test_help
  expect 'every setting of thresholds.env is used' test_settings_used
  expect 'every check and every alert has its part in docs/operations.md' test_runbook
  expect 'the file for logrotate' logrotate --debug deploy/monitoring/cron/koprogo-logrotate
  expect 'the cron file names scripts that are there' test_cron_names
}

test_help() {
  local script
  for script in "$scripts"/*.sh; do
    "$script" --help | grep -q "^Usage: ${script##*/}" || { echo "$script" && return 1; }
  done
}

# Without an engine: the files alone, whose secrets need not be there.
test_compose() {
  local compose=("$home/venv/bin/docker-compose" --file deploy/docker-compose.monitoring.yml --profile monitoring config --quiet)
  DOCKER_HOST=unix:///nowhere ALERT_MAIL_TO=a@koprogo.example ALERT_MAIL_FROM=b@koprogo.example ALERT_SMTP_HOST=relay.example:587 "${compose[@]}" || return
  # Nobody is told by accident: without an address it does not start.
  ! DOCKER_HOST=unix:///nowhere "${compose[@]}" 2>/dev/null
}

test_settings_used() {
  local name
  while read -r name; do
    [[ $name == RAISE_AFTER_* || $name == CLEAR_AFTER_* ]] || grep -rqE "\b$name\b" deploy/monitoring/scripts || { echo "$name" && return 1; }
  done < <(sed -nE 's/^([A-Za-z_]+)=.*/\1/p' deploy/monitoring/config/thresholds.env)
}

# Names of checks as the scripts write them, and of alerts as the rules do.
test_runbook() {
  local name missing=0
  while read -r name; do
    grep -qE "^#+ .*\`$name\`" docs/operations.md || { echo "no heading with \`$name\`" && missing=1; }
  done < <(checks_there_are && sed -nE 's/^ +- alert: //p' deploy/monitoring/prometheus/rules/*.yml)
  return "$missing"
}

checks_there_are() {
  grep -hv '^ *#' "$scripts"/*.sh "$scripts/lib/state.sh" | sed -nE 's/^.*\b(check|above|below|unknown|event) "?([a-z_0-9]+)(:\$[a-z]+)?"? ["$a-z(].*/\2/p' | grep -vx ok | sort -u
}

test_cron_names() {
  local script
  while read -r script; do
    [[ -x $scripts/$script ]] || { echo "$script" && return 1; }
  done < <(grep -v '^#' deploy/monitoring/cron/koprogo-monitoring | grep -oE '[a-z_]+\.sh' | sort -u)
}
