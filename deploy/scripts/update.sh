#!/usr/bin/env bash
# Another version of the product, without a request lost; see `deploy/scripts/update.sh --help`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# A restart counts as news for ten minutes (EVENT_HOLD_SECONDS), and an update may take nearly as long.
readonly ready_seconds_max=90 planned_minutes=20
monitoring=${MONITOR_SETTINGS:-/etc/koprogo/monitoring.env}

help() {
  cat <<'HELP'
Replaces the running version by another one: settings are checked, the schema is migrated (what it adds, the version before does not
mind), then one backend after the other is drained and replaced while its neighbour answers, and the worker last.

Usage: deploy/scripts/update.sh IMAGE

  IMAGE   for example koprogo:1.1.0; it is pulled unless this machine has it

What does not become ready within 90 seconds is put back as it was, and the update ends there. To go back to the version before, name
its image: a migrated schema is one that it still works with. The name in deploy/.env follows what runs.

Where monitoring is set up (/etc/koprogo/monitoring.env, or MONITOR_SETTINGS), the restarts are announced to it first, for 20 minutes, so
that nobody is mailed about them.

COMPOSE_FILE names the files of the stack, when they are not docker-compose.yml, .prod.yml and .vps.yml; COMPOSE_ENV_FILES its settings,
when they are not in deploy/.env.
HELP
}

say() { printf '%3d s  %s\n' "$SECONDS" "$*"; }

fail() {
  printf 'update.sh: %s\n' "$*" >&2
  exit 1
}

compose() { docker compose --progress quiet "$@"; }

# The image that a service runs now, by name.
running() { docker inspect --format '{{.Config.Image}}' "$(compose ps --quiet "$1")"; }

replace() { KOPROGO_IMAGE=$2 compose up --detach --no-deps --pull never "$1"; }

# The proxy asks each backend every second, and sends requests to those that answered well.
in_service() {
  local metric="traefik_service_server_up{service=\"backends@file\",url=\"http://$1.web:8080\"} 1"
  compose exec -T "$1" /usr/bin/koprogo health >/dev/null 2>&1 &&
    curl --silent --fail --max-time 3 "http://127.0.0.1:${PROXY_OPS_PORT:-8082}/metrics" | grep --quiet --fixed-strings "$metric"
}

working() { compose exec -T "$1" /usr/bin/koprogo health --work >/dev/null 2>&1; }

# becomes SERVICE TEST: waits until the test says so.
becomes() {
  local deadline=$((SECONDS + ready_seconds_max))
  until "$2" "$1"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.3
  done
}

# exchange SERVICE TEST: the new version of it, or the old one again.
exchange() {
  local service=$1 test=$2
  replace "$service" "$image"
  if becomes "$service" "$test"; then
    say "$service runs $image"
    return
  fi
  compose logs --tail 20 "$service" >&2 || true
  replace "$service" "$before"
  becomes "$service" "$test" || fail "$service became ready neither with $image nor with $before: look at its log"
  fail "$service did not become ready with $image within $ready_seconds_max seconds and runs $before again; the lines above are its log"
}

prepare() {
  docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >/dev/null || fail "there is no image $image, here or to be pulled"
  before=$(running backend-a) || fail "backend-a does not run: start the stack first, docker compose … up -d"
  for service in backend-a backend-b; do
    in_service "$service" || fail "$service is not in service: an update would leave nobody to answer; put that right first"
  done
  export KOPROGO_IMAGE=$image
  compose run --rm --no-deps -T backend-a check-config >/dev/null || fail "$image does not take these settings; the lines above say why"
}

# A migration gives up on a lock after two seconds, so that nobody waits behind it for long; what was applied stays applied.
migrate() {
  local attempt
  for attempt in 1 2 3 4 5; do
    compose run --rm --no-deps -T migrate 2>"$errors" && return 0
    cat "$errors" >&2
    grep --quiet 'lock timeout' "$errors" || return 1
    say "attempt $attempt met a lock that is held"
  done
  return 1
}

# Drills ask the executable of the version that runs. Not before: until here the one before may come back.
renew_backups() {
  compose config --services | grep --quiet --line-regexp backups || return 0
  compose up --detach --no-deps backups >/dev/null || fail "$image runs, the backups do not: is $image-backup there (deploy/docker/build-backup)?"
  say "the backups run $image-backup"
}

remember() {
  local file=${COMPOSE_ENV_FILES:-$here/.env}
  [[ ! -w $file ]] || sed -i "s|^KOPROGO_IMAGE=.*|KOPROGO_IMAGE=$image|" "$file"
}

# Restarts of an update are no news. That monitoring cannot be told is no reason to stay with the old version: mails come then.
announce() {
  [[ -e $monitoring ]] || return 0
  MONITOR_SETTINGS=$monitoring "$here/monitoring/scripts/alerts.sh" --planned "$planned_minutes" "update to $image" >/dev/null ||
    say "monitoring could not be told: mails about restarts may come"
}

main() {
  case ${1:-} in
    '' | -h | --help) help && exit 0 ;;
    -*) fail "there is no $1; see --help" ;;
  esac
  image=$1
  export COMPOSE_FILE=${COMPOSE_FILE:-$here/docker-compose.yml:$here/docker-compose.prod.yml:$here/docker-compose.vps.yml}
  errors=$(mktemp)
  trap 'rm -f "$errors"' EXIT
  prepare
  compose run --rm --no-deps -T roles >/dev/null || fail "the roles could not be set; nothing was replaced"
  migrate || fail "the schema could not be migrated; nothing was replaced, $before goes on"
  announce
  exchange backend-a in_service
  exchange backend-b in_service
  exchange worker working
  renew_backups
  remember
  say "done; before it was $before"
}

main "$@"
