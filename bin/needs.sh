# shellcheck shell=bash
# What bin/dev and bin/test need on a machine, and how to get it. Sourced by both; installs only what is missing.

readonly POSTGRES_MINIMUM=150020 # security fixes that tenant isolation rests on; the server refuses older ones as well
readonly NODE_MINIMUM=20.19      # what Vite asks for

# shellcheck disable=SC2034 # green is used by bin/test
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else
  dim='' red='' green='' plain=''
fi

say() { printf '%s%s%s\n' "$dim" "$*" "$plain"; }

fail() {
  printf '%s%s: %s%s\n' "$red" "bin/$(basename "$0")" "$*" "$plain" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Root, or sudo; without a terminal sudo must not wait for a password that nobody types.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}

# apt_install WHY PACKAGE…
apt_install() {
  local why=$1 log
  shift
  have apt-get || fail "install $* ($why) with this system's package manager, then run again"
  ((EUID == 0)) || have sudo || fail "install $* ($why) as root, then run again: apt-get install $*"
  say "Installing $* ($why)"
  log=$(mktemp)
  if ! { apt_get update && apt_get install --yes --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "$* could not be installed; the lines above say why"
  fi
  rm -f "$log"
}

# The newest PostgreSQL here as a number like 150020, or 0.
postgres_found() {
  local best=0 number program
  for program in /usr/lib/postgresql/*/bin/postgres "$(pg_config --bindir 2>/dev/null || true)/postgres" \
    "$(command -v postgres || true)"; do
    [[ -x $program ]] || continue
    [[ $("$program" --version) =~ \ ([0-9]+)\.([0-9]+) ]] || continue
    number=$((BASH_REMATCH[1] * 10000 + BASH_REMATCH[2]))
    if ((number > best)); then best=$number; fi
  done
  echo "$best"
}

need_postgres() {
  local found package keep=/etc/postgresql-common/createcluster.d/koprogo.conf
  found=$(postgres_found)
  if ((found >= POSTGRES_MINIMUM)); then return; fi
  if ! have apt-get || { ((EUID != 0)) && ! have sudo; }; then
    fail "PostgreSQL 15.20 or newer is needed: install it with this system's package manager, then run again"
  fi
  # The name of the versioned package, because only asking for that one upgrades what is already there.
  apt_get update >/dev/null 2>&1 </dev/null || true
  package=$(apt-cache depends postgresql 2>/dev/null | sed -n 's/^ *Depends: \(postgresql-[0-9]*\)$/\1/p' | head -n 1)
  # Ours is private, in .koprogo: keep Debian from creating and starting one for the whole machine.
  as_root mkdir -p "$(dirname "$keep")"
  as_root sh -c "echo 'create_main_cluster = false' > '$keep'"
  if ((found == 0)); then
    apt_install "the database; it runs privately in .koprogo" "${package:-postgresql}"
  else
    apt_install "PostgreSQL $((found / 10000)).$((found % 10000)) lacks security fixes; 15.20 is the least" "${package:-postgresql}"
  fi
  as_root rm -f "$keep"
  found=$(postgres_found)
  if ((found < POSTGRES_MINIMUM)); then
    fail "this system offers no PostgreSQL 15.20 or newer; enable its security updates, or set DATABASE_URL"
  fi
}

# Only the program: its package would start one for the whole machine.
need_redis() {
  have redis-server && return
  local keep=/usr/sbin/policy-rc.d
  if have apt-get && [[ ! -e $keep ]] && { ((EUID == 0)) || have sudo; }; then
    as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$keep && chmod +x $keep"
    apt_install "counting requests over several replicas, in tests" redis-server
    as_root rm -f "$keep"
  else
    apt_install "counting requests over several replicas, in tests" redis-server
  fi
}

need_rust() {
  # rustup changes the PATH of the next login only.
  if ! have cargo && [[ -x $HOME/.cargo/bin/cargo ]]; then PATH=$HOME/.cargo/bin:$PATH; fi
  have cargo || fail "Rust is needed: install it with rustup, then run again"
  have cc || apt_install "the linker that Rust uses" gcc libc6-dev
}

need_node() {
  local version=0.0
  if have node && have npm; then version=$(node --version); fi
  [[ $version =~ ([0-9]+)\.([0-9]+) ]]
  if ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] < ${NODE_MINIMUM/./ * 1000 + })); then
    fail "Node.js $NODE_MINIMUM or newer with npm is needed: install it, then run again"
  fi
}

# Reads the words of the letters that the tests make.
need_pdftotext() {
  have pdftotext || apt_install "the tests of letters" poppler-utils
}

# The second opinion on electronic invoices runs in Python, in an environment of its own.
need_python_venv() {
  python3 -c 'import venv, ensurepip' 2>/dev/null || apt_install "the second opinion on electronic invoices" python3 python3-venv
}

need_browser() {
  have chromium || [[ -x ${CHROMIUM:-} ]] || apt_install "the browser tests" chromium
}

# newer_than STAMP PATH…: succeeds when the stamp is missing or anything below the paths changed after it.
newer_than() {
  local stamp=$1
  shift
  [[ -e $stamp ]] || return 0
  [[ -n $(find "$@" -newer "$stamp" -print -quit 2>/dev/null) ]]
}

# Runs a command whose output matters only when it fails, or to somebody watching.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

web_packages_are_current() {
  [[ -e web/node_modules/.package-lock.json && ! web/package-lock.json -nt web/node_modules/.package-lock.json ]]
}

web_packages() {
  if web_packages_are_current; then return; fi
  need_node
  say "Installing the web packages"
  quietly npm ci --prefix web --no-audit --no-fund || fail "npm ci failed; the lines above say why"
}

readonly web_stamp=web/node_modules/.koprogo-built # not in dist, which the server shows to the world

web_build_is_current() {
  [[ -e web/dist/index.html && -e web/dist-operator/operator.html ]] &&
    ! newer_than "$web_stamp" web/src web/public web/build messages web/index.html web/operator.html web/*.json web/*.ts web/*.js
}

web_build() {
  if web_build_is_current; then return; fi
  web_packages
  say "Building the web application"
  touch "$web_stamp.new" # older than any change made while the build runs
  quietly npm run build --prefix web || fail "the web application does not build; the lines above say why"
  mv "$web_stamp.new" "$web_stamp"
}
