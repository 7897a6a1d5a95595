# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# A test of the infrastructure in namespaces of its own: nothing on this machine meets it, and nothing of it outlives it. Sourced from the root
# of the repository, after bin/needs.sh and tests/deploy/monitoring-needs.sh.

results=$(realpath -m "${CARGO_TARGET_DIR:-target}")/infrastructure

# alone SCRIPT ARGUMENT…: the same script again as the first process of namespaces of its own: whoever ends it ends everything in them. Its work
# is done by a child, because the first process looks after all orphans, and a server that nobody buries is taken for alive. First, and
# outside, `install_everything` is called.
alone() {
  [[ -z ${KOPROGO_ALONE:-} ]] || return 0
  ((EUID == 0)) || fail 'must run as root: it makes networks'
  install_everything
  exec env KOPROGO_ALONE=yes unshare --net --mount --pid --fork --kill-child --mount-proc -- "$@"
}

# begin_alone NAME: sets `program`, `logs` and `work`, a disk in memory.
begin_alone() {
  program=$(realpath "${KOPROGO_PROGRAM:-${CARGO_TARGET_DIR:-target}/debug/koprogo}")
  unset KOPROGO_PROGRAM KOPROGO_ALONE DOCKER_HOST
  [[ -x $program ]] || fail "there is no $program: cargo build -p koprogo, or set KOPROGO_PROGRAM"
  trap ending EXIT
  trap 'exit 130' INT TERM
  logs=$results/$1-logs
  rm -rf "$logs" && mkdir -p "$logs"
  work=$(mktemp --directory --tmpdir=/var/tmp "koprogo-$1.XXXXXX")
  at_end rmdir "$work"
  mount -t tmpfs -o size=4g,mode=755 koprogo "$work"
  at_end umount --lazy "$work"
  ip link set lo up
  export PYTHONPATH=tests/infrastructure PYTHONDONTWRITEBYTECODE=1
}

# The product's database on a server of its own; sets postgres_port.
start_database() {
  postgres_cluster "$work/postgres" 'max_connections = 150' 'shared_buffers = 64MB'
  admin_sql "$(<deploy/roles.sql)" >/dev/null 2>&1
  admin_sql 'CREATE DATABASE koprogo OWNER koprogo_owner' >/dev/null
  KOPROGO_DATABASE__MIGRATE_URL=postgres://koprogo_owner@127.0.0.1:$postgres_port/koprogo "$program" migrate >"$logs/migrate.log" 2>&1 ||
    fail "$(cat "$logs/migrate.log")"
}

# counted COMMAND…: runs what counts its passes and failures in $work/counted.
counted() {
  local status=0
  "$@" || status=$?
  read -r passed failed <"$work/counted" || fail 'it came to no end; the lines above say why'
  exit "$status"
}
