# shellcheck shell=bash disable=SC2154 # names that the script sets, or reads, that sources this
# Hosts of a database as network namespaces: what they need. Sourced after tests/infrastructure/alone.sh, by the rehearsals that lose them.

patroni=$results/patroni

install_hosts() {
  mkdir -p "$results"
  need_postgres
  need_redis
  need etcd etcd-server
  need haproxy haproxy
  need ip iproute2
  # The system's own Python: PostgreSQL's user cannot reach into somebody's home.
  /usr/bin/python3 -c 'import venv, ensurepip' 2>/dev/null || apt_install 'Patroni' python3 python3-venv
  newer_than "$patroni/installed" infrastructure/ha/requirements.txt || return 0
  say 'Installing Patroni'
  rm -rf "$patroni"
  /usr/bin/python3 -m venv "$patroni"
  quietly "$patroni/bin/pip" install --disable-pip-version-check --requirement infrastructure/ha/requirements.txt ||
    fail 'the packages of infrastructure/ha/requirements.txt could not be installed; the lines above say why'
  touch "$patroni/installed"
}

# rehearse_on_hosts SCRIPT ARGUMENT…: with room for names of networks that nobody else sees, and Patroni where its user can read it.
rehearse_on_hosts() {
  mkdir -p /run/netns
  mount -t tmpfs koprogo /run/netns
  cp -r "$patroni/lib/python3."*/site-packages "$work/packages"
  PYTHONPATH=$PYTHONPATH:tests/infrastructure/ha.d counted "$patroni/bin/python" "$1" "$work" "$logs" "$program" "$(postgres_bin)" "${@:2}"
}
