# shellcheck shell=bash
# A Docker engine for tests: in a network namespace of its own, so that its bridges, ports and firewall rules meet nobody's; its data below
# target/. Sourced after bin/needs.sh, by scripts that name their engine in `engine`.

engine=${engine:?name it first}
home=$(realpath -m "${CARGO_TARGET_DIR:-target}")/deploy
# Whoever sources this may ask for others.
readonly base_packages=${base_packages:-ca-certificates,libfaketime,pebble,pgbackrest,postgresql-15,python3-aiosmtpd,rclone,redis-server,socat}

# By this socket alone: no other engine of this machine is ever spoken to.
export DOCKER_HOST=unix://$home/$engine/docker.sock DOCKER_BUILDKIT=1

# The packages start nothing: whatever service they bring is not for this machine.
need_engine() {
  local keep=/usr/sbin/policy-rc.d kept=
  if have dockerd && have iptables && have ip && have mmdebstrap && have nsenter && have curl && have openssl; then return; fi
  if [[ ! -e $keep ]]; then
    as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$keep && chmod +x $keep"
    kept=yes
  fi
  apt_install "a container engine of the tests' own" docker.io iptables iproute2 mmdebstrap util-linux curl openssl
  [[ -z $kept ]] || as_root rm -f "$keep"
}

# Programs out of wheels, in an environment of their own; `docker compose` finds its plugin there.
need_tools() {
  need_python_venv
  if newer_than "$home/tools/installed" tests/deploy/requirements.txt; then
    say "Installing the programs of tests/deploy/requirements.txt"
    rm -rf "$home/tools"
    python3 -m venv "$home/tools"
    quietly "$home/tools/bin/pip" install --disable-pip-version-check --no-deps --only-binary :all: --requirement tests/deploy/requirements.txt ||
      fail "the programs could not be installed; the lines above say why"
    mkdir -p "$home/tools/docker/cli-plugins"
    ln -sf ../../bin/docker-compose "$home/tools/docker/cli-plugins/docker-compose"
    touch "$home/tools/installed"
  fi
  # The engine's own client first: another one on this machine may lack what builds images.
  export PATH=$home/tools/bin:/usr/bin:$PATH DOCKER_CONFIG=$home/tools/docker
}

engine_dir() { echo "$home/$engine"; }

# inside COMMAND…: in the engine's network, where its ports are.
inside() { nsenter --net="/run/netns/$engine" "$@"; }

engine_start() {
  local dir deadline=$((SECONDS + 60))
  dir=$(engine_dir)
  mkdir -p "$dir"
  ip netns add "$engine"
  ip -n "$engine" link set lo up
  inside setsid dockerd --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/pid" --host "$DOCKER_HOST" \
    --iptables --ip-forward >"$dir/log" 2>&1 </dev/null &
  until timeout 5 docker version >/dev/null 2>&1; do
    if ((SECONDS > deadline)); then
      tail -n 20 "$dir/log" >&2
      return 1
    fi
    sleep 0.2
  done
}

# Also after a run that was killed: containers first, then the engine, then its network.
engine_stop() {
  local dir pid
  dir=$(engine_dir)
  if [[ -s $dir/pid ]] && pid=$(<"$dir/pid") && [[ $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) == dockerd*"$dir/"* ]]; then
    timeout 60 docker ps --quiet | xargs --no-run-if-empty -n 1 -P 8 timeout 60 docker kill >/dev/null 2>&1 || true
    kill "$pid" 2>/dev/null || true
    for _ in {1..100}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
  fi
  # What a killed engine leaves mounted would keep its files from being deleted.
  awk -v dir="$dir/" 'index($2, dir) == 1 { print $2 }' /proc/mounts | sort --reverse | xargs --no-run-if-empty umount --lazy || true
  ip netns del "$engine" 2>/dev/null || true
}

engine_wipe() {
  engine_stop
  rm -rf "$(engine_dir)"
}

engine_fresh() {
  engine_wipe
  engine_start
}

# Debian of this machine's release with what the look-alikes are made of. Kept, because it takes most of a minute. Prints where it is.
base_tar() {
  local tar release
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  tar=$home/base-$(printf '%s' "$release $base_packages" | sha256sum | cut -c 1-12).tar
  if [[ ! -e $tar ]]; then
    # Two kinds at most are kept.
    find "$home" -maxdepth 1 -name 'base-*.tar' -printf '%T@ %p\n' | sort --reverse --numeric-sort | tail -n +2 | cut -d ' ' -f 2- | xargs --no-run-if-empty rm
    # shellcheck disable=SC2016 # mmdebstrap says what $1 is
    TMPDIR=/dev/shm mmdebstrap --quiet --format=tar --variant=minbase --include="$base_packages" \
      --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
      --dpkgopt='path-exclude=/usr/share/locale/*' --aptopt='Acquire::Languages "none"' \
      --customize-hook='rm -rf "$1"/var/lib/postgresql/* "$1"/usr/lib/llvm-* "$1"/usr/lib/*/libLLVM*' \
      "$release" "$tar.new"
    mv "$tar.new" "$tar"
  fi
  echo "$tar"
}

base_image() {
  local tar
  tar=$(base_tar)
  docker image inspect koprogo-test/base >/dev/null 2>&1 || docker import "$tar" koprogo-test/base >/dev/null
}
