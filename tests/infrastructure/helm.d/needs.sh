# shellcheck shell=bash
# What the tests of the cluster install. Sourced from the root of the repository, after bin/needs.sh; `home` is where it goes.

# packages NAME FILE: an environment of Python's below `home`, made anew when the file changes.
packages() {
  local venv=${home:?}/$1
  newer_than "$venv/installed" "$2" || return 0
  need_python_venv
  say "Installing the packages of $2"
  rm -rf "$venv"
  python3 -m venv "$venv"
  quietly "$venv/bin/pip" install --disable-pip-version-check --only-binary :all: --requirement "$2" ||
    fail "the packages of $2 could not be installed; the lines above say why"
  touch "$venv/installed"
}

need() { have "$1" || without_services "$2"; }

# Services of packages are not to be started.
without_services() {
  local keep=/usr/sbin/policy-rc.d
  if [[ -e $keep ]]; then
    apt_install "the tests of the cluster" "$@"
    return
  fi
  as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$keep && chmod +x $keep"
  apt_install "the tests of the cluster" "$@"
  as_root rm -f "$keep"
}
