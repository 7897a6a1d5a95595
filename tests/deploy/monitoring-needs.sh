# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# What the tests of deploy/ share: counting, a PostgreSQL of their own, a mail server that keeps what it gets. Sourced from the root of
# the repository, after bin/needs.sh.

passed=0 failed=0 begun=$SECONDS
cleanups=()

# expect WHAT COMMAND…: one thing that must be so.
expect() {
  local what=$1 said
  shift
  if said=$("$@" 2>&1); then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '  %s✗%s %s\n' "$red" "$plain" "$what"
    [[ -z $said ]] || head -c 1500 <<<"$said" | sed 's/^/      /'
  fi
}

part_begins() {
  part_name=$1 part_at=$SECONDS part_passed=$passed part_failed=$failed
}

part_ends() {
  local mark="$green✓$plain"
  ((failed == part_failed)) || mark="$red✗$plain"
  printf '  %s %-28s %3d passed  %3d s\n' "$mark" "$part_name" $((passed - part_passed)) $((SECONDS - part_at))
}

# at_end COMMAND…: is run when the test ends, the last one first.
at_end() { cleanups=("$(printf '%q ' "$@")" "${cleanups[@]}"); }

ending() {
  local status=$? command
  trap - EXIT INT TERM
  for command in "${cleanups[@]}"; do eval "$command" >/dev/null 2>&1 || true; done
  if ((status != 0 && failed == 0)); then failed=1; fi
  printf '\nin %d s\n%d passed, %d failed\n' $((SECONDS - begun)) "$passed" "$failed"
  ((failed == 0))
  exit
}

# until_true SECONDS COMMAND…: asks until it is so, or the time is over.
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Services of packages are not to be started; the tests start their own.
apt_without_services() {
  local keep=/usr/sbin/policy-rc.d
  if [[ -e $keep ]]; then
    apt_install "$@"
    return
  fi
  as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$keep && chmod +x $keep"
  apt_install "$@"
  as_root rm -f "$keep"
}

need() {
  local program=$1 package=$2
  have "$program" || apt_without_services "the tests of the deployment" "$package"
}

need_python_packages() {
  local venv=$home/venv
  python=$venv/bin/python
  newer_than "$home/installed" tests/deploy/monitoring-requirements.txt || return 0
  need_python_venv
  say 'Installing the mail server and the validators of the tests'
  rm -rf "$venv"
  python3 -m venv "$venv"
  quietly "$venv/bin/pip" install --disable-pip-version-check --requirement tests/deploy/monitoring-requirements.txt ||
    fail 'the packages of tests/deploy/monitoring-requirements.txt could not be installed; the lines above say why'
  touch "$home/installed"
}

# catch_mails DIR: starts a mail server; sets smtp_port. Each mail becomes a file in DIR, named by the second of its arrival.
catch_mails() {
  local dir=$1
  mkdir -p "$dir"
  smtp_port=$(free_port)
  "$python" tests/deploy/smtp_catcher.py "$smtp_port" "$dir" "${@:2}" >"$dir.log" 2>&1 </dev/null &
  catcher=$!
  at_end kill "$catcher"
  until_true 10 grep -q ready "$dir.log" || { cat "$dir.log" && fail 'the mail server of the tests did not start'; }
}

# mails DIR PATTERN: prints how many mails have a subject like it.
mails() { grep -l -E "^Subject: .*$2" "$1"/*.eml 2>/dev/null | wc -l; }

# Runs as the user who owns the cluster: PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi
}

# postgres_cluster DIR SETTING…: a new cluster, in memory, reachable on 127.0.0.1 without a password; sets postgres_port.
postgres_cluster() {
  local dir=$1 bin setting
  shift
  bin=$(postgres_bin)
  mkdir -p "$dir"
  if ((EUID == 0)); then chown postgres "$dir"; fi
  as_postgres "$bin/initdb" --pgdata "$dir/data" --username admin --auth trust --encoding UTF8 --no-sync >/dev/null
  postgres_port=$(free_port)
  {
    printf "listen_addresses = '127.0.0.1'\nport = %s\nunix_socket_directories = ''\nfsync = off\n" "$postgres_port"
    for setting in "$@"; do printf '%s\n' "$setting"; done
  } | as_postgres tee -a "$dir/data/postgresql.conf" >/dev/null
  postgres_start "$dir"
  at_end postgres_stop "$dir"
}

postgres_bin() {
  local dir
  for dir in /usr/lib/postgresql/*/bin; do [[ -x $dir/initdb ]] && echo "$dir"; done | sort -V | tail -n 1
}

postgres_start() { as_postgres "$(postgres_bin)/pg_ctl" start --pgdata "$1/data" --wait --silent --log "$1/log" </dev/null; }
postgres_stop() { as_postgres "$(postgres_bin)/pg_ctl" stop --pgdata "$1/data" --mode "${2:-immediate}" --silent </dev/null; }

# admin_sql SQL [DATABASE]: asks as the administrator.
admin_sql() { timeout 20 psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --host 127.0.0.1 --port "$postgres_port" --username admin --command "$1" "${2:-postgres}"; }
