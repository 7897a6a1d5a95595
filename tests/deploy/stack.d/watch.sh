# shellcheck shell=bash disable=SC2154 # names that the script sets that sources this
# docker-compose.monitoring.yml laid over the running stack, but for Grafana, whose program no package brings.

readonly watchers='prometheus alertmanager node-exporter postgres-exporter'

need_watchers() {
  local program keep=/usr/sbin/policy-rc.d kept=
  for program in $watchers; do
    case $program in alertmanager | *-exporter) program=prometheus-$program ;; esac
    have "$program" && continue
    if [[ ! -e $keep ]]; then
      as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$keep && chmod +x $keep"
      kept=yes
    fi
    apt_install "what watches the stack" "$program"
  done
  [[ -z $kept ]] || as_root rm -f "$keep"
}

watch_images() {
  local name
  cp -r /usr/share/prometheus/alertmanager "$run/alertmanager-templates"
  for name in $watchers; do
    case $name in prometheus) cp "$(command -v prometheus)" "$run/prometheus" ;; *) cp "$(command -v "prometheus-$name")" "$run/$name" ;; esac
    docker build --quiet --target "$name" --tag "koprogo-test/$name" --build-arg BASE_IMAGE=koprogo-test/base "$run" >/dev/null
    rm "$run/$name"
  done
}

watch_files() { echo "$(files):deploy/docker-compose.monitoring.yml:tests/deploy/docker-compose.watch.yml"; }

watch_compose() { COMPOSE_FILE=$(watch_files) COMPOSE_ENV_FILES=$run/env docker compose --progress quiet --profile monitoring "$@"; }

# As deploy/monitoring/README.md says: the login, its password, then one command.
watch() {
  local name
  compose exec -T postgres psql --host=/var/run/postgresql --username=postgres --quiet postgres <deploy/monitoring/scripts/sql/postgres_monitor.sql
  sql "ALTER ROLE monitoring PASSWORD '$(<"$run/secrets/monitoring_password")'" >/dev/null
  watch_images
  # shellcheck disable=SC2086 # several names in one variable
  watch_compose up --detach --pull never --no-deps $watchers
  watched 'everything that is named is scraped' 60 every_target_is_up
  watched 'the exporter is let in by the password of its file' 30 asked 'pg_up == 1'
  watched 'statements are counted' 30 asked 'pg_settings_pg_stat_statements_max > 0'
  watched 'the age of the backups is known' 30 asked 'koprogo_backup_last_success_timestamp_seconds > 0'
  watched 'rules are judged' 30 asked 'ALERTS{alertname="Watchdog"} == 1'
  watched 'the mail server is known to Alertmanager' 60 a_mail_comes
  # shellcheck disable=SC2086
  watch_compose rm --force --stop --volumes $watchers >/dev/null
}

# watched WHAT SECONDS COMMAND…
watched() {
  local what=$1 deadline=$((SECONDS + $2)) begun=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS > deadline)); then
      echo "never: $what"
      # shellcheck disable=SC2086
      watch_compose logs --tail 15 $watchers
      return 1
    fi
    sleep 0.5
  done
  echo "  $what ($((SECONDS - begun)) s)"
}

# Its address in the network that only watchers and watched are in; the host of the containers reaches it.
address_of() { docker inspect --format '{{.NetworkSettings.Networks.koprogo_watch.IPAddress}}' "koprogo-$1-1"; }

asked() {
  inside curl --silent --fail --max-time 5 --get --data-urlencode "query=$1" "http://$(address_of prometheus):9090/api/v1/query" | grep -q '"value":'
}

# Operators' process is there when its profile is; Grafana is not among what is scraped.
every_target_is_up() { asked 'count(up{job!="operators"} == 1) == 7'; }

a_mail_comes() {
  local alert='[{"labels": {"alertname": "Rehearsal", "severity": "critical"}, "annotations": {"summary": "A rehearsal", "runbook": "docs/operations.md"}}]'
  inside curl --silent --fail --max-time 5 --header 'content-type: application/json' --data "$alert" "http://$(address_of alertmanager):9093/api/v2/alerts" >/dev/null
  grep -rq 'CRITICAL: Rehearsal' "$run/mails"
}
